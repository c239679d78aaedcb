package io.gatehouse.daemon.forward;

/** A proxy did not say what it has to; its configuration is wrong. */
final class BadQuestionException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  /** With what it has to be configured to do, without anything that a visitor wrote. */
  BadQuestionException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
