package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import java.util.List;

/**
 * What came of pouring one event.
 *
 * @param buckets into how many buckets it went
 * @param overflows events of kind overflow, in the order in which they happened
 */
public record Poured(int buckets, List<Event> overflows) {
  static final Poured NOWHERE = new Poured(0, List.of());

  public Poured {
    overflows = overflows.isEmpty() ? List.of() : List.copyOf(overflows);
  }
}
