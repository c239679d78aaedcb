package io.gatehouse.lapi.server;

import java.io.IOException;

/** A body is longer, after gunzip, than its route takes. */
final class BodyTooLargeException extends IOException {
  BodyTooLargeException() {
    super("http: request body too large"); // upstream's words, which clients show
  }
}
