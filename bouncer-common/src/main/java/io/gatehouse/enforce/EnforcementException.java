package io.gatehouse.enforce;

import java.util.Optional;

/**
 * An enforcement point did not do what it was asked. The message is for the operator: what failed,
 * with which value, and what to do.
 */
public final class EnforcementException extends Exception {
  private static final long serialVersionUID = 1;

  /** Whether trying again may help. */
  public enum Outlook {
    /** The same attempt may succeed later. */
    RETRY,
    /** Somebody has to change something first. */
    OPERATOR
  }

  private final Outlook outlook;
  private final Optional<String> code;

  /**
   * An answer of the enforcement point.
   *
   * @param code its own name of the error ({@code EPERM}), absent where it has none
   */
  public EnforcementException(Outlook outlook, Optional<String> code, String message) {
    super(message);
    this.outlook = outlook;
    this.code = code;
  }

  /** Whether trying again may help. */
  public Outlook outlook() {
    return outlook;
  }

  /** The enforcement point's own name of the error, such as {@code ENFILE}. */
  public Optional<String> code() {
    return code;
  }
}
