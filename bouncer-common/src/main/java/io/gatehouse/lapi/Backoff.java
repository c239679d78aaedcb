package io.gatehouse.lapi;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: a random time between a tenth of the first limit and a
 * limit that doubles with each failure, so that a hundred bouncers don't come back in step ("full
 * jitter"). Not thread-safe.
 */
public final class Backoff {
  private static final int MAX_DOUBLINGS = 30;

  private final Duration first;
  private final Duration cap;
  private final RandomGenerator random;
  private int failures;

  /**
   * Starts anew.
   *
   * @param first limit of the first wait, at least 10 ms
   * @param cap which the limit never exceeds, at least {@code first}
   */
  public Backoff(Duration first, Duration cap, RandomGenerator random) {
    if (first.toMillis() < 10 || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException("a backoff from " + first + " to " + cap);
    }
    this.first = first;
    this.cap = cap;
    this.random = random;
  }

  /** One second, doubling up to a minute. */
  public static Backoff upToAMinute(RandomGenerator random) {
    return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), random);
  }

  /** Notes a failure and tells how long to wait now. */
  public Duration afterFailure() {
    long least = first.toMillis() / 10;
    long limit = first.toMillis() << Math.min(failures, MAX_DOUBLINGS);
    failures++;
    return Duration.ofMillis(random.nextLong(least, Math.min(limit, cap.toMillis()) + 1));
  }

  /** Forgets the failures: something succeeded. */
  public void reset() {
    failures = 0;
  }

  /** Failures since the last success. */
  public int failures() {
    return failures;
  }
}
