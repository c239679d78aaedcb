package io.gatehouse.policy;

import java.util.regex.Pattern;

/**
 * Looks for a pattern in a text for a bounded number of steps, so that an operator's expression
 * that backtracks without end on a hostile name costs milliseconds and finds nothing.
 */
final class BoundedSearch {
  private static final int STEPS = 100_000;

  private BoundedSearch() {}

  static boolean finds(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Counted(text)).find();
    } catch (OutOfSteps end) {
      return false;
    }
  }

  /** A text that counts how often it is looked at, which is what backtracking spends. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int left = STEPS;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new OutOfSteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class OutOfSteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfSteps() {
      super(null, null, false, false);
    }
  }
}
