package io.gatehouse.decision;

/** Hears of decisions one by one; whoever hears of a row reads it before returning. */
public interface DecisionChanges {

  /** A decision that is in force. */
  void added(DecisionRow row);

  /** A decision that has ended, or was taken back. */
  void deleted(DecisionRow row);
}
