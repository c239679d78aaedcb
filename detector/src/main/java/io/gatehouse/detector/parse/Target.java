package io.gatehouse.detector.parse;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.OverflowAlert;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Where a static writes to. */
@FunctionalInterface
interface Target {
  void set(Event event, String value);

  /** A value of a map. */
  static Target parsed(String key) {
    return (event, value) -> event.parsed().put(key, value);
  }

  /** A value of a map. */
  static Target meta(String key) {
    return (event, value) -> event.meta().put(key, value);
  }

  /** A value of a map. */
  static Target enriched(String key) {
    return (event, value) -> event.enriched().put(key, value);
  }

  /** The single fields that a path may name. */
  Map<String, BiConsumer<Event, String>> FIELDS =
      Map.of(
          "StrTime", Event::setStrTime,
          "StrTimeFormat", Event::setStrTimeFormat,
          "MarshaledTime", Event::setMarshaledTime,
          "Stage", Event::setStage,
          "Line.Raw", (event, value) -> event.line().setRaw(value),
          "Line.Src", (event, value) -> event.line().setSrc(value),
          "Line.Module", (event, value) -> event.line().setModule(value),
          "Overflow.Alert.Source.Value",
              (event, value) -> alert(event).ifPresent(it -> it.source().setValue(value)),
          "Overflow.Alert.Source.Scope",
              (event, value) -> alert(event).ifPresent(it -> it.source().setScope(value)));

  /**
   * A path such as {@code evt.Parsed.program}; what follows a map's name is one key up to the next
   * dot.
   *
   * @return empty if an event has no such field
   */
  static Optional<Target> path(String path) {
    String inner = path.startsWith("evt.") ? path.substring(4) : path;
    BiConsumer<Event, String> field = FIELDS.get(inner);
    if (field != null) {
      return Optional.of(field::accept);
    }
    int dot = inner.indexOf('.');
    return dot < 0 ? Optional.empty() : ofMap(inner.substring(0, dot), inner.substring(dot + 1));
  }

  private static Optional<Target> ofMap(String map, String rest) {
    int end = rest.indexOf('.');
    String key = end < 0 ? rest : rest.substring(0, end);
    return switch (map) {
      case "Parsed" -> Optional.of(parsed(key));
      case "Meta" -> Optional.of(meta(key));
      case "Enriched" -> Optional.of(enriched(key));
      case "Unmarshaled" -> Optional.of((event, value) -> event.unmarshaled().put(key, value));
      default ->
          map.equals("Line") && rest.startsWith("Labels.")
              ? Optional.of(
                  (event, value) ->
                      event.line().setLabel(rest.substring("Labels.".length()), value))
              : Optional.empty();
    };
  }

  private static Optional<OverflowAlert> alert(Event event) {
    return Optional.ofNullable(event.overflow())
        .flatMap(overflow -> overflow.alerts().stream().findFirst());
  }
}
