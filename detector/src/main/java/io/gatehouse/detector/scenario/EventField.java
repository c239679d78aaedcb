package io.gatehouse.detector.scenario;

import io.gatehouse.detector.event.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text field of an event by its path in expressions.
 *
 * @param map which of the event's maps
 * @param key in it
 */
record EventField(Kind map, String key) {

  /** The maps. */
  enum Kind {
    META("evt.Meta."),
    PARSED("evt.Parsed."),
    ENRICHED("evt.Enriched."),
    LABELS("evt.Line.Labels.");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** The field of that path; empty if it is none of a map of texts. */
  static Optional<EventField> of(String path) {
    for (Kind kind : Kind.values()) {
      if (path.startsWith(kind.prefix)) {
        return Optional.of(new EventField(kind, path.substring(kind.prefix.length())));
      }
    }
    return Optional.empty();
  }

  /** Its value; null if the event has none. */
  @Nullable String of(Event event) {
    return switch (map) {
      case META -> event.meta().get(key);
      case PARSED -> event.parsed().get(key);
      case ENRICHED -> event.enriched().get(key);
      case LABELS -> event.line().labels().get(key);
    };
  }
}
