package io.gatehouse.detector.event;

import static io.gatehouse.detector.expr.Type.BOOL;
import static io.gatehouse.detector.expr.Type.FLOAT;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.expr.Type.TIME;

import io.gatehouse.alert.AlertEvent;
import io.gatehouse.detector.expr.ObjectType;
import io.gatehouse.detector.expr.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How expressions see events: upstream's names and types. Immutable once loaded. */
public final class EventTypes {
  /** The type of {@code evt}. */
  public static final ObjectType<Event> EVENT = ObjectType.of("Event", Event.class);

  /** The type of {@code evt.Overflow.Alert}, which is {@code Alert} in profiles' words. */
  public static final ObjectType<OverflowAlert> ALERT = ObjectType.of("Alert", OverflowAlert.class);

  private static final ObjectType<Line> LINE = ObjectType.of("Line", Line.class);
  private static final ObjectType<OverflowPart> OVERFLOW =
      ObjectType.of("Overflow", OverflowPart.class);

  /** The type of {@code evt.Overflow}, and of {@code signal} in an {@code overflow_filter}. */
  public static final Type SIGNAL = OVERFLOW;

  private static final ObjectType<Source> SOURCE = ObjectType.of("Source", Source.class);
  private static final ObjectType<AppsecPart> APPSEC = ObjectType.of("Appsec", AppsecPart.class);
  private static final ObjectType<AlertEvent> ALERT_EVENT =
      ObjectType.of("AlertEvent", AlertEvent.class);

  private EventTypes() {}

  /** The value of {@code evt.Overflow}, which is of type {@link #SIGNAL}. */
  public static Object signal(Event event) {
    return new OverflowPart(event);
  }

  /** What {@code evt.Overflow} is; a log line has one as well, with nothing in it. */
  private record OverflowPart(Event event) {
    private static final Overflow NOTHING = new Overflow("", "", false, new TreeMap<>(), List.of());

    Overflow overflow() {
      Overflow overflow = event.overflow();
      return overflow == null ? NOTHING : overflow;
    }
  }

  /** What {@code evt.Appsec} is: there is no firewall for applications, so nothing has matched. */
  private record AppsecPart() {
    private static final AppsecPart NOTHING = new AppsecPart();
  }

  static {
    EVENT
        .number("Type", event -> event.overflow() == null ? 0 : 1)
        .number("ExpectMode", event -> event.mode() == TimeMode.LIVE ? 0 : 1)
        .flag("Whitelisted", Event::whitelisted)
        .text("WhitelistReason", Event::whitelistReason)
        .text("Stage", Event::stage)
        .field("Line", LINE, Event::line)
        .texts("Parsed", Event::parsed)
        .texts("Enriched", Event::enriched)
        .texts("Meta", Event::meta)
        .field("Unmarshaled", Type.map(), Event::unmarshaled)
        .field("Overflow", OVERFLOW, OverflowPart::new)
        .field("Appsec", APPSEC, event -> AppsecPart.NOTHING)
        .field("Time", TIME, Event::time)
        .text("StrTime", Event::strTime)
        .text("StrTimeFormat", Event::strTimeFormat)
        .text("MarshaledTime", Event::marshaledTime)
        .flag("Process", Event::process)
        .method("GetType", STRING, event -> event.overflow() == null ? "log" : "overflow")
        .method("GetMeta", STRING, (event, key) -> event.meta(key))
        .method("SetMeta", BOOL, List.of(STRING, STRING), (event, pair) -> put(event.meta(), pair))
        .method(
            "SetParsed", BOOL, List.of(STRING, STRING), (event, pair) -> put(event.parsed(), pair));
    APPSEC
        .flag("HasInBandMatches", part -> false)
        .flag("HasOutBandMatches", part -> false)
        .method("GetName", STRING, part -> "")
        .method("GetRuleIDs", Type.listOf(INT), part -> List.of());
    LINE.text("Raw", Line::raw)
        .text("Src", Line::src)
        .text("Module", Line::module)
        .field("Time", TIME, Line::time)
        .texts("Labels", Line::labels);
    OVERFLOW
        .text("Mapkey", part -> part.overflow().mapkey())
        .text("BucketId", part -> part.overflow().bucketId())
        .flag("Whitelisted", part -> part.overflow().whitelisted())
        .flag("Reprocess", part -> part.overflow().reprocess())
        .field("Sources", Type.mapOf(SOURCE), part -> part.overflow().sources())
        .field("Alert", ALERT, part -> first(part.overflow().alerts()))
        .field("APIAlerts", Type.listOf(ALERT), part -> part.overflow().alerts())
        .method(
            "GetSources",
            Type.listOf(STRING),
            part -> List.copyOf(part.overflow().sources().keySet()));
    ALERT
        .text("Scenario", alert -> alert.draft().scenario())
        .flag("Remediation", alert -> alert.draft().remediation())
        .field("Source", SOURCE, OverflowAlert::source)
        .field("Events", Type.listOf(ALERT_EVENT), alert -> alert.draft().events())
        .number("Capacity", alert -> alert.draft().capacity())
        .text("Leakspeed", alert -> alert.draft().leakSpeed())
        .text("Message", alert -> alert.draft().message())
        .field("Labels", Type.map(), OverflowAlert::labels)
        .method("GetScenario", STRING, alert -> alert.draft().scenario())
        .method("GetScope", STRING, alert -> alert.source().scope())
        .method("GetValue", STRING, alert -> alert.source().value())
        .method("GetEventsCount", INT, alert -> (long) alert.draft().eventsCount())
        .method("GetMeta", STRING, (alert, key) -> alert.meta(key).orElse(""));
    ALERT_EVENT.method("GetMeta", STRING, OverflowAlert::meta);
    SOURCE
        .text("IP", source -> source.toAlertSource().ip())
        .text("Range", source -> source.toAlertSource().range())
        .text("Scope", Source::scope)
        .text("Value", Source::value)
        .text("AsName", source -> source.toAlertSource().asName())
        .text("AsNumber", source -> source.toAlertSource().asNumber())
        .text("Cn", source -> source.toAlertSource().country())
        .field("Latitude", FLOAT, source -> degrees(source.toAlertSource().latitude()))
        .field("Longitude", FLOAT, source -> degrees(source.toAlertSource().longitude()))
        .method("GetScope", STRING, Source::scope)
        .method("GetValue", STRING, Source::value);
  }

  private static @Nullable OverflowAlert first(List<OverflowAlert> alerts) {
    return alerts.isEmpty() ? null : alerts.get(0);
  }

  private static double degrees(@Nullable Float value) {
    return value == null ? 0 : value;
  }

  private static boolean put(Map<String, String> map, Object[] pair) {
    map.put((String) pair[0], (String) pair[1]);
    return true;
  }
}
