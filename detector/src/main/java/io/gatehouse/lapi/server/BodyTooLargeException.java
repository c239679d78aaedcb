package io.gatehouse.lapi.server;

import java.io.IOException;

/** A body is longer, after gunzip, than its route takes. */
final class BodyTooLargeException extends IOException {
  /** Upstream's words, which clients show. */
  static final String MESSAGE = "http: request body too large";

  BodyTooLargeException() {
    super(MESSAGE);
  }
}
