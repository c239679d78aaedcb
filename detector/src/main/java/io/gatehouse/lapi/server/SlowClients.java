package io.gatehouse.lapi.server;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts off clients that send or take bytes so slowly that it looks like holding on to a connection.
 * An idle limit alone does not see them: one byte before it ends is enough. Swept once a second.
 */
final class SlowClients {
  private final long graceNanos;
  private final int leastBytesPerSecond;
  private final Map<Transfer, Long> since = new ConcurrentHashMap<>();

  /**
   * With the rate that must be kept after a time of grace.
   *
   * @param grace in which nothing need move
   */
  SlowClients(Duration grace, int leastBytesPerSecond) {
    this.graceNanos = grace.toNanos();
    this.leastBytesPerSecond = leastBytesPerSecond;
  }

  /** Bytes on their way. Compared by identity. */
  interface Transfer {
    /** How many there were so far. */
    long bytes();

    /** Ends it; it is watched no more. Called by the sweeping thread; must not block. */
    void cut();
  }

  void watch(Transfer transfer) {
    since.put(transfer, System.nanoTime());
  }

  void forget(Transfer transfer) {
    since.remove(transfer);
  }

  /** Cuts off what is too slow now. */
  void sweep() {
    long now = System.nanoTime();
    Iterator<Map.Entry<Transfer, Long>> all = since.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Transfer, Long> each = all.next();
      if (isTooSlow(each.getKey().bytes(), now - each.getValue())) {
        all.remove();
        each.getKey().cut();
      }
    }
  }

  private boolean isTooSlow(long bytes, long nanos) {
    long due = (nanos - graceNanos) / 1_000_000 * leastBytesPerSecond / 1000;
    return nanos > graceNanos && bytes < due;
  }
}
