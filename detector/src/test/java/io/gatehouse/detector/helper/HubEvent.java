package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.FLOAT;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.expr.Type.TIME;

import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.ObjectType;
import io.gatehouse.detector.expr.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event with all the fields that rules of the hub name, over plain maps. */
final class HubEvent {
  final Map<String, String> parsed = new HashMap<>();
  final Map<String, String> meta = new HashMap<>();
  final Map<String, String> enriched = new HashMap<>();
  final Map<String, @Nullable Object> unmarshaled = new HashMap<>();
  final Map<String, String> labels = new HashMap<>();
  String raw = "";

  /** Part of an event; its own class, so that each has its type. */
  record Part(HubEvent of) {}

  /** A list of events. */
  record Queue(List<HubEvent> events) {}

  /** An alert of an overflow. */
  record AlertPart(HubEvent of) {}

  /** Where an alert came from. */
  record SourcePart(HubEvent of) {}

  static final ObjectType<HubEvent> EVENT = ObjectType.of("Event", HubEvent.class);
  private static final ObjectType<Part> LINE = ObjectType.of("Line", Part.class);
  private static final ObjectType<HubEvent> OVERFLOW = ObjectType.of("Overflow", HubEvent.class);
  private static final ObjectType<AlertPart> ALERT = ObjectType.of("Alert", AlertPart.class);
  private static final ObjectType<SourcePart> SOURCE = ObjectType.of("Source", SourcePart.class);
  private static final ObjectType<Queue> QUEUE = ObjectType.of("Queue", Queue.class);
  private static final ObjectType<HubEvent> LEAKY = ObjectType.of("Leaky", HubEvent.class);

  static {
    EVENT
        .number("Type", event -> 0)
        .flag("Whitelisted", event -> false)
        .text("WhitelistReason", event -> "")
        .text("Stage", event -> "s01-parse")
        .field("Line", LINE, Part::new)
        .texts("Parsed", event -> event.parsed)
        .texts("Enriched", event -> event.enriched)
        .texts("Meta", event -> event.meta)
        .field("Unmarshaled", Type.map(), event -> event.unmarshaled)
        .field("Overflow", OVERFLOW, event -> event)
        .field("Time", TIME, event -> Instant.parse("2026-01-03T18:30:00Z"))
        .text("StrTime", event -> "")
        .text("StrTimeFormat", event -> "")
        .text("MarshaledTime", event -> "")
        .flag("Process", event -> true)
        .method("GetType", STRING, event -> "log")
        .method("GetMeta", STRING, (event, key) -> event.meta.getOrDefault(key, ""))
        .method("SetMeta", BOOL, List.of(STRING, STRING), (event, a) -> put(event.meta, a))
        .method("SetParsed", BOOL, List.of(STRING, STRING), (event, a) -> put(event.parsed, a));
    LINE.text("Raw", part -> part.of().raw)
        .text("Src", part -> "/var/log/x")
        .text("Module", part -> "file")
        .texts("Labels", part -> part.of().labels);
    OVERFLOW
        .field("Alert", ALERT, AlertPart::new)
        .flag("Whitelisted", event -> false)
        .flag("Reprocess", event -> false)
        .text("Mapkey", event -> "")
        .field("Sources", Type.mapOf(SOURCE), event -> Map.of())
        .method("GetSources", Type.listOf(STRING), event -> List.of("192.0.2.1"));
    ALERT
        .flag("Remediation", alert -> true)
        .field("Source", SOURCE, alert -> new SourcePart(alert.of()))
        .field("Events", Type.listOf(EVENT), alert -> List.of(alert.of()))
        .number("Capacity", alert -> 5)
        .text("Leakspeed", alert -> "10s")
        .text("Message", alert -> "")
        .field("Labels", Type.map(), alert -> Map.of())
        .method("GetScenario", STRING, alert -> "crowdsecurity/ssh-bf")
        .method("GetScope", STRING, alert -> "Ip")
        .method("GetValue", STRING, alert -> "192.0.2.1")
        .method("GetEventsCount", INT, alert -> 6L)
        .method("GetMeta", STRING, (alert, key) -> "");
    SOURCE
        .text("IP", source -> "192.0.2.1")
        .text("Range", source -> "")
        .text("Scope", source -> "Ip")
        .text("Value", source -> "192.0.2.1")
        .text("AsName", source -> "")
        .text("AsNumber", source -> "")
        .text("Cn", source -> "")
        .field("Latitude", FLOAT, source -> 1.0)
        .field("Longitude", FLOAT, source -> 1.0)
        .method("GetScope", STRING, source -> "Ip")
        .method("GetValue", STRING, source -> "192.0.2.1");
    QUEUE.field("Queue", Type.listOf(EVENT), Queue::events);
    LEAKY.number("Total_count", event -> 1).field("First_ts", TIME, event -> Instant.EPOCH);
  }

  private static boolean put(Map<String, String> map, Object[] arguments) {
    map.put((String) arguments[0], (String) arguments[1]);
    return true;
  }

  static Environment environment(World world) {
    return Environment.builder()
        .variable("evt", EVENT)
        .variable("queue", QUEUE)
        .variable("leaky", LEAKY)
        .variable("unused", ANY)
        .functions(Helpers.of(world))
        .build();
  }
}
