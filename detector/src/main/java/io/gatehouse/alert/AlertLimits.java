package io.gatehouse.alert;

/**
 * How much one text may hold before it is refused whole.
 *
 * @param alerts elements of the list
 * @param decisions of all alerts together
 * @param events of all alerts together
 * @param metas named values of all alerts and events together
 */
public record AlertLimits(int alerts, int decisions, int events, int metas) {
  /** Of a request to LAPI, whose bytes are bounded besides. */
  public static final AlertLimits REQUEST = new AlertLimits(20_000, 500_000, 200_000, 1_000_000);

  /** Of an answer from a LAPI that was asked for everything. */
  public static final AlertLimits ANSWER =
      new AlertLimits(1_000_000, 10_000_000, 5_000_000, 20_000_000);

  public AlertLimits {
    if (alerts < 1 || decisions < 1 || events < 1 || metas < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
