package io.gatehouse.lapi;

/**
 * How much of one answer is believed before it is refused whole.
 *
 * @param maxBytes bytes of the body, after decompression
 * @param maxDecisions elements of its lists, taken together
 */
public record AnswerLimits(long maxBytes, long maxDecisions) {
  /** 2 GiB or 10,000,000 decisions. */
  public static final AnswerLimits DEFAULT = new AnswerLimits(1L << 31, 10_000_000);

  public AnswerLimits {
    if (maxBytes < 1 || maxDecisions < 1) {
      throw new IllegalArgumentException(
          "limits are positive, not " + maxBytes + ", " + maxDecisions);
    }
  }
}
