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

  /** Of two values one may be the visitor's, so that none of them counts. */
  static BadQuestionException twice(String header) {
    return new BadQuestionException(
        400, header + " stands there twice: the proxy has to replace what a visitor sends of it");
  }

  int status() {
    return status;
  }
}
