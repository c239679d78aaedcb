package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;

/**
 * Told of what happens to buckets, by the thread that pours: for metrics ({@code
 * cs_bucket_poured_total} and its kin) and for explaining where an event went. Every method does
 * nothing unless it is overridden.
 */
public interface BucketListener {
  /** Not interested. */
  BucketListener NONE = new BucketListener() {};

  /** A bucket began: {@code cs_bucket_instantiation_total}. */
  default void instantiated(Scenario scenario) {}

  /**
   * An event was poured into a bucket of a scenario: {@code cs_bucket_poured_total}. The bucket may
   * have turned it away all the same, by {@code distinct} or {@code cancel_on}.
   */
  default void poured(Scenario scenario, Event event) {}

  /**
   * A bucket had enough: {@code cs_bucket_overflowed_total}. There may be no alert all the same.
   */
  default void overflowed(Scenario scenario) {}

  /** A bucket's time was over: {@code cs_bucket_underflowed_total}. */
  default void underflowed(Scenario scenario) {}

  /** Its {@code cancel_on} was true: {@code cs_bucket_canceled_total}. */
  default void cancelled(Scenario scenario) {}

  /** An overflow makes no alert, because of {@code overflow_filter} or {@code blackhole}. */
  default void discarded(Scenario scenario, String hook) {}

  /** A bucket had to go, because there were too many. */
  default void evicted(Scenario scenario) {}

  /** An expression had no value for an event, or an overflow no source. */
  default void failed(Scenario scenario, String reason) {}
}
