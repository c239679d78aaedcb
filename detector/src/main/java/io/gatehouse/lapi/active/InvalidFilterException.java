package io.gatehouse.lapi.active;

/** A query parameter has a value that cannot be read; the message is upstream's, for the answer. */
public final class InvalidFilterException extends Exception {
  InvalidFilterException(String message) {
    super(message);
  }
}
