package io.gatehouse.detector.scenario;

/**
 * An overflow that is about nobody: an event has no valid address, or the scope's expression fails.
 * Without a stack trace, because hostile lines can cause one each.
 */
final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  SourceException(String message) {
    super(message, null, false, false);
  }
}
