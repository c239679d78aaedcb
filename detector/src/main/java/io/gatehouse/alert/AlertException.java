package io.gatehouse.alert;

/**
 * A text is not the alerts that were expected. The message is what LAPI answers, in upstream's
 * words where a client may look for them; a validation has a line for each problem.
 */
public final class AlertException extends Exception {
  private static final long serialVersionUID = 1;

  /** How far the reading came. */
  public enum Kind {
    /** It is not JSON, a value has another type than its field, or there is too much of it. */
    MALFORMED,
    /** It is JSON of the right types, and something required is missing or says nothing. */
    INVALID
  }

  private final Kind kind;

  AlertException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** How far the reading came. */
  public Kind kind() {
    return kind;
  }
}
