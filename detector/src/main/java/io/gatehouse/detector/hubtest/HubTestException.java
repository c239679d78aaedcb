package io.gatehouse.detector.hubtest;

/** A test that cannot be run as it stands. The message is one line. */
public final class HubTestException extends Exception {
  private static final long serialVersionUID = 1;

  HubTestException(String message) {
    super(message);
  }
}
