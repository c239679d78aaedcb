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
   * A node of whatever level, if it has a name, has let an event in and worked on it.
   *
   * @param stage where it stands
   * @param node its name
   * @param success whether it took the event
   * @param event as it is after the node
   */
  default void entered(String stage, String node, boolean success, Event event) {}

  /**
   * A whitelist was asked.
   *
   * @param stage where its node stands
   * @param node the node's name; may be empty
   * @param reason what it would say
   * @param matched whether it took the event
   * @param event as it is now
   */
  default void whitelistAsked(
      String stage, String node, String reason, boolean matched, Event event) {}

  /**
   * An event is given up, because its patterns together have cost all that may be spent on it.
   *
   * @param event as it is
   */
  default void tooCostly(Event event) {}
}
