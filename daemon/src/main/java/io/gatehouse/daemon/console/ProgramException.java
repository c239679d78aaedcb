package io.gatehouse.daemon.console;

import java.util.concurrent.ExecutionException;

/** The program cannot do what it was asked. The message is one line for the operator. */
public final class ProgramException extends Exception {
  private static final long serialVersionUID = 1;

  /** With the line. */
  public ProgramException(String message) {
    super(message);
  }

  /** What a piece of work failed with, which has a line for the operator. */
  public static ProgramException because(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return new ProgramException(String.valueOf(cause.getMessage()));
  }
}
