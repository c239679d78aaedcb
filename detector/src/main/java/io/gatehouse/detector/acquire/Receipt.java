package io.gatehouse.detector.acquire;

/**
 * Says of one batch whether it was dealt with. It may be kept for long, so it does not hold the
 * lines.
 */
public final class Receipt {
  /** Set by the consumer, once. */
  private volatile boolean given;

  Receipt() {}

  /** Says that nothing more can happen to the lines. Any thread. */
  public void give() {
    given = true;
  }

  boolean given() {
    return given;
  }
}
