package io.gatehouse.detector.scenario;

import java.time.Duration;

/**
 * A token bucket in the arithmetic of golang.org/x/time/rate, in whose rounding upstream's
 * decisions are made: it starts full, gains one token per leak speed, and a debt of less than one
 * nanosecond's worth is none. Times are nanoseconds of any clock.
 */
final class TokenBucket {
  private static final double SECOND = 1e9;
  private static final long SECOND_NANOS = 1_000_000_000L;

  private double tokens;
  private long last;
  private boolean used;

  /** A full one. */
  TokenBucket(int capacity) {
    this(capacity, 0, false);
  }

  /** As it was saved. */
  TokenBucket(double tokens, long last, boolean used) {
    this.tokens = tokens;
    this.last = last;
    this.used = used;
  }

  /** Takes a token if there is one; the state does not change if there is none. */
  boolean take(long now, int capacity, Duration leakspeed) {
    double perSecond = 1 / seconds(leakspeed.toNanos());
    double left = tokens(now, capacity, perSecond) - 1;
    if (left < 0 && (long) (-left / perSecond * SECOND) > 0) {
      return false;
    }
    tokens = left;
    last = now;
    used = true;
    return true;
  }

  private double tokens(long now, int capacity, double perSecond) {
    if (!used) {
      return capacity;
    }
    return Math.min(capacity, tokens + seconds(Math.max(0, now - last)) * perSecond);
  }

  private static double seconds(long nanos) {
    long whole = nanos / SECOND_NANOS;
    return whole + nanos % SECOND_NANOS / SECOND;
  }

  double tokens() {
    return tokens;
  }

  long last() {
    return last;
  }

  boolean used() {
    return used;
  }
}
