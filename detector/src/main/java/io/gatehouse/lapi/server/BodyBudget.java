package io.gatehouse.lapi.server;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies may be in memory at one time, over all requests. */
final class BodyBudget {
  private final AtomicLong left;

  BodyBudget(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /** Takes so many; false, and takes none, where there are not so many left. */
  boolean take(int bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
