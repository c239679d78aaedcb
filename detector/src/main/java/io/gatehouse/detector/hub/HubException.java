package io.gatehouse.detector.hub;

/** A hub that cannot be read, or a name that is in none. The message is one line. */
public final class HubException extends Exception {
  private static final long serialVersionUID = 1;

  HubException(String message) {
    super(message);
  }

  /** For what a file or a name is not, in the words of whoever reads it. */
  static HubException at(String place, String message) {
    return new HubException("hub: " + place + ": " + message);
  }
}
