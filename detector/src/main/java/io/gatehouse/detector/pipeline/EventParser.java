package io.gatehouse.detector.pipeline;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.parse.NodeListener;

/** Stages of parsers or of postoverflows. One thread at a time. */
@FunctionalInterface
public interface EventParser {
  /** Leaves every event as it is, and lets it through. */
  EventParser NONE = (event, listener) -> event.setProcess(true);

  /**
   * Leads an event through all stages; {@link Event#process} says whether it came through.
   *
   * @param listener hears of each node
   */
  void parse(Event event, NodeListener listener);
}
