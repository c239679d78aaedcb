package io.gatehouse.lapi.active;

import java.time.Duration;

/**
 * How long removed rows stay in memory, as tombstones for bouncers that sleep.
 *
 * @param age how long, counted back from the end of the latest
 * @param count how many at most
 * @param slack how many more there must be, at least, before the log is written anew without them
 */
record Retention(Duration age, int count, int slack) {
  static final Retention USUAL = new Retention(Duration.ofDays(7), 500_000, 16_384);
}
