package io.gatehouse.detector.expr;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of one evaluation: the variables of the environment, the values of {@code let} and of
 * closures, and what is left of the budget. Made once and used again and again by one thread.
 */
public final class Evaluation {
  /** Elements looked at, and kilobytes of text made, by one evaluation. */
  public static final int DEFAULT_STEPS = 1_000_000;

  /** The longest text that an expression may make, in UTF-16 units. */
  static final int MAX_TEXT = 16 * 1024 * 1024;

  private final int budget;
  private @Nullable Object[] slots = new @Nullable Object[16];
  private int steps;

  /** With the default budget. */
  public Evaluation() {
    this(DEFAULT_STEPS);
  }

  /** With a budget of {@code steps}: elements looked at plus kilobytes of text made. */
  public Evaluation(int steps) {
    this.budget = steps;
    this.steps = steps;
  }

  /**
   * Gives a variable of the environment its value, until it is given another.
   *
   * @return this
   */
  public Evaluation with(Environment.Variable variable, @Nullable Object value) {
    put(variable.slot(), value);
    return this;
  }

  /** Prepares for an expression that needs that many slots. */
  void begin(int needed) {
    steps = budget;
    if (needed > slots.length) {
      slots = Arrays.copyOf(slots, needed + 16);
    }
  }

  @Nullable Object slot(int slot) {
    return slots[slot];
  }

  void put(int slot, @Nullable Object value) {
    if (slot >= slots.length) {
      slots = Arrays.copyOf(slots, slot + 16);
    }
    slots[slot] = value;
  }

  /** Pays for looking at one element. */
  void step() throws EvaluationException {
    if (--steps < 0) {
      throw tooMuch();
    }
  }

  /**
   * Pays for looking at that many elements; for functions whose cost grows with their arguments.
   *
   * @throws EvaluationException if the budget does not suffice
   */
  public void steps(long count) throws EvaluationException {
    if (count > steps) {
      steps = 0;
      throw tooMuch();
    }
    steps -= (int) count;
  }

  /**
   * Pays for a text of that length.
   *
   * @throws EvaluationException if it is too long, or the budget does not suffice
   */
  public void text(long length) throws EvaluationException {
    if (length > MAX_TEXT) {
      throw new EvaluationException("a text would be longer than " + MAX_TEXT + " characters");
    }
    steps(length >> 10);
  }

  private EvaluationException tooMuch() {
    return new EvaluationException("more than " + budget + " steps; the lists are too long");
  }
}
