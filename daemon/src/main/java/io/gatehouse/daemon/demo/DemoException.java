package io.gatehouse.daemon.demo;

/** Why there is no show, or why it did not end well; one line for whoever watches. */
public final class DemoException extends Exception {
  /** With the line. */
  public DemoException(String message) {
    super(message);
  }
}
