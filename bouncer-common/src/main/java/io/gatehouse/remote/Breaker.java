package io.gatehouse.remote;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Stops asking a service that failed a few times in a row, and asks again after a pause, one
 * question at first. Thread-safe.
 */
public final class Breaker {
  private final InstantSource time;
  private final int mostFailures;
  private final Duration pause;
  private int failures;
  private Instant closedUntil = Instant.MIN;
  private boolean everWorked;

  /**
   * One that has not failed.
   *
   * @param mostFailures in a row, after which it pauses
   */
  public Breaker(InstantSource time, int mostFailures, Duration pause) {
    this.time = time;
    this.mostFailures = mostFailures;
    this.pause = pause;
  }

  /** Whether it could be asked now. */
  public synchronized boolean admits() {
    return !time.instant().isBefore(closedUntil);
  }

  /** Whether to ask now; after a pause, only one may until that one has its answer. */
  public synchronized boolean tryAsk() {
    if (!admits()) {
      return false;
    }
    if (failures >= mostFailures) {
      closedUntil = time.instant().plus(pause);
    }
    return true;
  }

  /** It did what it is there for. */
  public synchronized void worked() {
    answered();
    everWorked = true;
  }

  /** It answered, if only to refuse. */
  public synchronized void answered() {
    failures = 0;
    closedUntil = Instant.MIN;
  }

  /** No use came of asking it. */
  public synchronized void failed() {
    failures++;
    if (failures >= mostFailures) {
      closedUntil = time.instant().plus(pause);
    }
  }

  /**
   * Something failed that a visitor can bring about. It counts while the service has never worked,
   * as a wrong setting looks the same; later, visitors could switch it off with it.
   */
  public synchronized void failedPerhaps() {
    if (!everWorked) {
      failed();
    }
  }
}
