package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The events that a bucket keeps, oldest first: what {@code queue} is in expressions. */
final class EventQueue {
  private final int limit;
  private final List<Event> events = new ArrayList<>(2);

  /** Keeps as many events as the limit, and one more: the newest. */
  EventQueue(int limit) {
    this.limit = limit;
  }

  void add(Event event) {
    int surplus = events.size() - limit;
    if (surplus > 0) {
      events.subList(0, surplus).clear();
    }
    events.add(event);
  }

  /** A view. */
  List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  int limit() {
    return limit;
  }

  int size() {
    return events.size();
  }
}
