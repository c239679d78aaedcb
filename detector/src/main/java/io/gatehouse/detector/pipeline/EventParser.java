package io.gatehouse.detector.pipeline;

import io.gatehouse.detector.event.Event;

/** Stages of parsers or of postoverflows. One thread at a time. */
@FunctionalInterface
public interface EventParser {
  /** Leaves every event as it is, and lets it through. */
  EventParser NONE = event -> event.setProcess(true);

  /** Leads an event through all stages; {@link Event#process} says whether it came through. */
  void parse(Event event);
}
