package io.gatehouse.detector.parse;

/** A rule went so wrong that its event is given up, as upstream does. */
final class DroppedEventException extends Exception {
  private static final long serialVersionUID = 1;

  DroppedEventException(String message) {
    super(message);
  }
}
