package io.gatehouse.detector.regex;

/** A regular expression that cannot be used; the message says where and why. */
public final class PatternException extends Exception {
  private static final long serialVersionUID = 1;
  private final String reason;

  /** In one line. */
  public PatternException(String message) {
    super(message);
    this.reason = message;
  }

  /** The message. */
  public String reason() {
    return reason;
  }
}
