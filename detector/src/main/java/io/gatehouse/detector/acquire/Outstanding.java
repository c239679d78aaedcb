package io.gatehouse.detector.acquire;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Batches that were handed out, each with the place up to which its source is done once it and all
 * before it are acknowledged. Used by the reading thread.
 *
 * @param <P> a place in the source
 */
final class Outstanding<P> {
  private final Deque<Entry<P>> entries = new ArrayDeque<>();
  private P done;

  private record Entry<P>(Receipt receipt, P place) {}

  Outstanding(P done) {
    this.done = done;
  }

  void add(Receipt receipt, P place) {
    entries.add(new Entry<>(receipt, place));
  }

  /** Up to where everything is acknowledged. */
  P done() {
    while (!entries.isEmpty() && entries.peek().receipt().given()) {
      done = entries.remove().place();
    }
    return done;
  }

  /** Whether nothing is waited for. */
  boolean settled() {
    done();
    return entries.isEmpty();
  }

  /** Passes over what holds no line; waits for what is handed out before it. */
  void skipTo(P place) {
    if (settled()) {
      done = place;
    }
  }
}
