package io.gatehouse.lapi.machine;

import java.time.Duration;
import java.time.Instant;

/**
 * What a LAPI gave for a name and a password.
 *
 * @param text goes into the Authorization header; never logged
 * @param expires when it is refused
 */
record Token(String text, Instant expires) {
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(1);

  /** Whether a request that begins now can still use it. */
  boolean isGood(Instant now) {
    return now.isBefore(expires.minus(RENEWED_BEFORE));
  }

  @Override
  public String toString() {
    return "Token[until " + expires + "]";
  }
}
