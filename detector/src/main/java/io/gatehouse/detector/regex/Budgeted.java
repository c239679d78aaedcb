package io.gatehouse.detector.regex;

/** A text that counts how often it is looked at, and refuses when that was too often. */
final class Budgeted implements CharSequence {
  /**
   * Thrown out of an engine that knows nothing of budgets; without a trace, it is only a way out.
   */
  static final class UsedUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsedUp() {
      super("used up", null, false, false);
    }
  }

  private String text = "";
  private int left;

  /** Takes another text, which may be looked at so often. */
  void set(String next, int looks) {
    text = next;
    left = looks;
  }

  /** How often it may still be looked at. */
  int left() {
    return Math.max(0, left);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new UsedUp();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
