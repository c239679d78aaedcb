package io.gatehouse.detector.regex;

/** A regular expression that cannot be used; the message says where and why. */
public final class PatternException extends Exception {
  private static final long serialVersionUID = 1;

  /** In one line. */
  public PatternException(String message) {
    super(message);
  }
}
