package io.gatehouse.detector.regex;

/**
 * What all searches for one event may cost together, in steps: looks at characters by the engine
 * that goes back, characters times instructions by the linear one. Each search has a bound of its
 * own, but a line that is made for it meets hundreds of patterns. One thread.
 */
public final class SearchBudget {
  /** Twice as much as the costliest search may take alone: about two seconds at the very worst. */
  public static final long FOR_AN_EVENT = 2 * SafePattern.MAX_LINEAR;

  private final long full;
  private long left;

  /** A full one. */
  public SearchBudget(long steps) {
    this.full = steps;
    this.left = steps;
  }

  /** Begins anew, for the next event. */
  public void refill() {
    left = full;
  }

  /** Whether nothing is left, or less than a search needed. */
  public boolean isSpent() {
    return left <= 0;
  }

  /** At most so many steps of those that are wanted. */
  int atMost(int wanted) {
    return (int) Math.max(0, Math.min(wanted, left));
  }

  void spend(long steps) {
    left -= steps;
  }

  /** Takes that many steps; where there are not so many, none is left, and the answer is false. */
  boolean take(long steps) {
    boolean enough = steps <= left;
    left = enough ? left - steps : 0;
    return enough;
  }
}
