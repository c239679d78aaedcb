package io.gatehouse.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stops asking a provider that failed a few times in a row, and asks again after a pause, one
 * question at first. Thread-safe.
 */
final class Breaker {
  private static final int FAILURES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final InstantSource time;
  private int failures;
  private Instant closedUntil = Instant.MIN;
  private boolean everWorked;

  Breaker(InstantSource time) {
    this.time = time;
  }

  /** Whether to ask now. */
  synchronized boolean admits() {
    return !time.instant().isBefore(closedUntil);
  }

  synchronized void worked() {
    failures = 0;
    closedUntil = Instant.MIN;
    everWorked = true;
  }

  /** The provider answered, if only to refuse. */
  synchronized void answered() {
    failures = 0;
  }

  synchronized void failed() {
    failures++;
    if (failures >= FAILURES) {
      closedUntil = time.instant().plus(PAUSE);
    }
  }

  /**
   * Something failed that a visitor can bring about. It counts while nobody has passed yet, as a
   * wrong site key looks the same; later, visitors could switch a working provider off with it.
   */
  synchronized void failedPerhaps() {
    if (!everWorked) {
      failed();
    }
  }
}
