package io.gatehouse.detector.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Buckets of one scenario and one clock, the one that ends first at the head: all live equally
 * long, so that whoever was poured into last ends last. A timer is then no more than a look at the
 * head. The links are in the buckets themselves.
 */
final class BucketList {
  private @Nullable Bucket head;
  private @Nullable Bucket tail;
  private int size;

  @Nullable Bucket head() {
    return head;
  }

  int size() {
    return size;
  }

  void add(Bucket bucket) {
    bucket.list = this;
    bucket.before = tail;
    bucket.after = null;
    if (tail == null) {
      head = bucket;
    } else {
      tail.after = bucket;
    }
    tail = bucket;
    size++;
  }

  void remove(Bucket bucket) {
    Bucket before = bucket.before;
    Bucket after = bucket.after;
    if (before == null) {
      head = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      tail = before;
    } else {
      after.before = before;
    }
    bucket.before = null;
    bucket.after = null;
    bucket.list = null;
    size--;
  }

  void moveToEnd(Bucket bucket) {
    if (bucket != tail) {
      remove(bucket);
      add(bucket);
    }
  }
}
