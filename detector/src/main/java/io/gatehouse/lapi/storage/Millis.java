package io.gatehouse.lapi.storage;

import java.time.Duration;
import java.time.Instant;

/** Moments as milliseconds since 1970, cut to what calendars can still write. */
final class Millis {
  /** The end of the year 9999, which is as far as RFC 3339 goes. */
  private static final long LAST = 253_402_300_799_999L;

  private Millis() {}

  static long after(Instant start, Duration duration) {
    long from = start.toEpochMilli();
    long length = Math.max(-LAST, Math.min(LAST, duration.toSeconds() * 1_000L));
    return Math.max(0, Math.min(LAST, from + length + duration.toMillisPart()));
  }
}
