package io.gatehouse.lapi.server;

/** An operator's wish about bouncers or machines was not fulfilled. One line for an operator. */
public final class AdministrationException extends Exception {

  /** What stood in the way. */
  public enum Kind {
    /** There is no bouncer or machine of that name. */
    UNKNOWN,
    /** The name is taken. */
    EXISTS,
    /** The name, key or password can't be used. */
    INVALID,
    /** Database or server did not answer as they should. */
    UNAVAILABLE
  }

  private final Kind kind;

  /** With what stood in the way and a line that says so. */
  public AdministrationException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What stood in the way. */
  public Kind kind() {
    return kind;
  }
}
