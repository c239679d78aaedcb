package io.gatehouse.detector.scenario;

/**
 * How much buckets may keep, all together. Where it would be more, the oldest bucket of the
 * scenario that has the most goes, so that a flood against one does not blind the others.
 *
 * @param maxBuckets how many buckets live at once, and how many groups are in black holes
 * @param maxHeld how many events and distinct values all buckets hold together; an event that
 *     several buckets hold counts in each
 * @param maxEventsPerBucket how many events, and how many distinct values, one bucket holds
 */
public record BucketLimits(int maxBuckets, int maxHeld, int maxEventsPerBucket) {
  /** 100,000 buckets with 200,000 events, of which 10,000 in one: some hundred megabytes. */
  public static final BucketLimits DEFAULT = new BucketLimits(100_000, 200_000, 10_000);

  /** Each is at least 1. */
  public BucketLimits {
    if (maxBuckets < 1 || maxHeld < 1 || maxEventsPerBucket < 1) {
      throw new IllegalArgumentException("each limit is at least 1");
    }
  }
}
