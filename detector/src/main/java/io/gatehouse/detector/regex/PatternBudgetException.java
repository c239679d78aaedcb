package io.gatehouse.detector.regex;

/** A search that was given up because the text made it too costly. Carries no stack trace. */
public final class PatternBudgetException extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;

  /** In one line. */
  public PatternBudgetException(String message) {
    super(message, null, false, false);
    this.reason = message;
  }

  /** The message. */
  public String reason() {
    return reason;
  }
}
