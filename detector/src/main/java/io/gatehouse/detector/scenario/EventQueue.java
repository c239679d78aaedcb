package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.expr.GrowingList;
import java.util.List;

/** The events that a bucket keeps, oldest first: what {@code queue} is in expressions. */
final class EventQueue {
  private final int limit;
  private final GrowingList<Event> events = new GrowingList<>();

  /** Keeps as many events as the limit, and one more: the newest. */
  EventQueue(int limit) {
    this.limit = limit;
  }

  /** Says that no rule changes an event once the next one is poured. */
  void settle() {
    events.settle();
  }

  void add(Event event) {
    int surplus = events.size() - limit;
    if (surplus > 0) {
      events.removeFirst(surplus);
    }
    events.append(event);
  }

  /** A view. */
  List<Event> events() {
    return events;
  }

  int limit() {
    return limit;
  }

  int size() {
    return events.size();
  }
}
