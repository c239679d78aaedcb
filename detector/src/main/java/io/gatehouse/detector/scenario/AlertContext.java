package io.gatehouse.detector.scenario;

import io.gatehouse.alert.Meta;
import io.gatehouse.detector.event.Event;
import java.util.List;

/** What an alert says beside its events, for whoever reads it. */
@FunctionalInterface
public interface AlertContext {
  /** Nothing. */
  AlertContext NONE = events -> List.of();

  /** The context of a bucket's events: a JSON array of texts by name. */
  List<Meta> of(List<Event> events);
}
