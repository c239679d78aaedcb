package io.gatehouse.detector.scenario;

import java.time.Instant;

/** The time of live buckets: one clock that only goes forward, one that people read. */
public interface BucketClock {

  /** Nanoseconds since some moment; never goes back. Decides when buckets leak and end. */
  long nanos();

  /** The time of day, as alerts tell it. */
  Instant now();

  /** This host's. */
  static BucketClock system() {
    return new BucketClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }
    };
  }
}
