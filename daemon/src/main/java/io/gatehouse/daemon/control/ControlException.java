package io.gatehouse.daemon.control;

/** The control socket cannot be opened or reached. The message is one line for the operator. */
public final class ControlException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why, as far as the caller acts on it. */
  public enum Kind {
    /** Nobody listens there. */
    NOT_RUNNING,
    /** Somebody else holds it. */
    ALREADY_RUNNING,
    /** Anything else: rights, the file system, an answer that makes no sense. */
    FAILED
  }

  private final Kind kind;

  ControlException(Kind kind, String message) {
    super("control: " + message);
    this.kind = kind;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }
}
