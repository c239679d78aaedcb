package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;

/** Hears what parsers make of an event. Called by the thread that parses. */
public interface NodeListener {
  /** Hears nothing. */
  NodeListener NOBODY = (stage, node, success, event) -> {};

  /**
   * A node of the first level was tried.
   *
   * @param stage where it stands
   * @param node its name; may be empty
   * @param success whether it took the event
   * @param event as it is after the node; it will change, so take a {@link Event#copy} to keep it
   */
  void evaluated(String stage, String node, boolean success, Event event);

  /**
   * A whitelist was asked.
   *
   * @param node its node's name
   * @param reason what it would say
   * @param matched whether it took the event
   */
  default void whitelistAsked(String node, String reason, boolean matched) {}
}
