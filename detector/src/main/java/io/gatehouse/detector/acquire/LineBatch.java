package io.gatehouse.detector.acquire;

import io.gatehouse.detector.event.Event;
import java.util.List;

/**
 * Lines of one source, in their order. Whoever has dealt with all of them acknowledges the batch;
 * what is not acknowledged is read again after a restart.
 */
public final class LineBatch {
  private final List<Event> events;

  /** Set by the consumer, once. */
  private volatile boolean acknowledged;

  LineBatch(List<Event> events) {
    this.events = events;
  }

  /** The lines. */
  public List<Event> events() {
    return events;
  }

  /** Says that nothing more can happen to these lines. */
  public void acknowledge() {
    acknowledged = true;
  }

  boolean acknowledged() {
    return acknowledged;
  }
}
