package io.gatehouse.detector.expr;

/**
 * An expression that has no value for this event: a wrong type that was not known before, a member
 * of nil, an argument that a function refuses, a budget that is used up. It carries no stack trace,
 * because hostile input can cause one for every line.
 */
public final class EvaluationException extends Exception {
  private static final long serialVersionUID = 1;

  /** In one line, without the place. */
  public EvaluationException(String message) {
    super(message, null, false, false);
  }
}
