package io.gatehouse.request;

import java.util.Arrays;

/**
 * The last few of somebody's identities and when each was seen. Beyond {@value #MOST} the one that
 * was seen longest ago goes: more would weigh no more. Not thread-safe.
 */
final class RecentIds {
  static final int MOST = 64;

  private long[] ids = new long[4];
  private long[] seconds = new long[4];
  private int size;

  void note(long id, long now) {
    int at = indexOf(id);
    if (at < 0) {
      at = size < MOST ? size++ : oldest();
      grow();
      ids[at] = id;
    }
    seconds[at] = now;
  }

  void forget(long id) {
    int at = indexOf(id);
    if (at >= 0) {
      size--;
      ids[at] = ids[size];
      seconds[at] = seconds[size];
    }
  }

  /** How many were seen at or after this second. */
  int since(long second) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += seconds[i] >= second ? 1 : 0;
    }
    return count;
  }

  private int indexOf(long id) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  private int oldest() {
    int oldest = 0;
    for (int i = 1; i < size; i++) {
      oldest = seconds[i] < seconds[oldest] ? i : oldest;
    }
    return oldest;
  }

  private void grow() {
    if (size > ids.length) {
      ids = Arrays.copyOf(ids, ids.length * 2);
      seconds = Arrays.copyOf(seconds, ids.length);
    }
  }
}
