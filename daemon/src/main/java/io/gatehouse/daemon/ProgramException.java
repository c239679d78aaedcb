package io.gatehouse.daemon;

/** The program cannot do what it was asked. The message is one line for the operator. */
final class ProgramException extends Exception {
  private static final long serialVersionUID = 1;

  ProgramException(String message) {
    super(message);
  }
}
