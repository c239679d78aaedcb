package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A point in time, as a bucket counts it and as people read it.
 *
 * @param nanos of the monotonic clock for live buckets, since 1970 for those of a replay
 * @param instant the time of day
 */
record Moment(long nanos, Instant instant) {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND_NANOS - 1;

  static Moment of(BucketClock clock) {
    return new Moment(clock.nanos(), clock.now());
  }

  /** In a replay. */
  static Moment of(Instant instant) {
    long seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, instant.getEpochSecond()));
    return new Moment(seconds * SECOND_NANOS + instant.getNano(), instant);
  }

  /** When the log says that the event happened; null if it does not. */
  static @Nullable Moment of(Event event) {
    Instant instant = event.marshaledInstant();
    return instant == null ? null : of(instant);
  }
}
