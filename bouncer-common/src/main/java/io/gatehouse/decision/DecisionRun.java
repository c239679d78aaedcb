package io.gatehouse.decision;

/** Rows of a pull that came in together and are at hand: whoever takes them may look twice. */
@FunctionalInterface
public interface DecisionRun {

  /** Tells each row, in order. */
  void tell(DecisionChanges listener);
}
