package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import io.gatehouse.decision.GoDuration;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prints alerts as upstream's YAML: the fields of its Go types with their names in lower case, in
 * alphabetical order, none left out.
 */
final class AlertYaml {
  /** As Go prints a time by itself, which LAPI answers for events. */
  private static final DateTimeFormatter GO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private AlertYaml() {}

  /** A document for each. */
  static void print(PrintWriter out, List<Alert> alerts) {
    YamlOutput.printAll(out, alerts.stream().map(AlertYaml::fields).toList());
  }

  private static Map<String, Object> fields(Alert alert) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("capacity", alert.capacity());
    fields.put("createdat", AlertWords.time(alert.createdAt()));
    fields.put("decisions", alert.decisions().stream().map(AlertYaml::fields).toList());
    fields.put("events", alert.events().stream().map(AlertYaml::fields).toList());
    fields.put("eventscount", alert.eventsCount());
    fields.put("id", alert.id());
    fields.put("kind", alert.kind());
    fields.put("labels", List.of());
    fields.put("leakspeed", alert.leakSpeed());
    fields.put("machineid", AlertWords.machine(alert));
    fields.put("message", alert.message());
    fields.put("meta", fields(alert.meta()));
    fields.put("remediation", alert.remediation());
    fields.put("scenario", alert.scenario());
    fields.put("scenariohash", alert.scenarioHash());
    fields.put("scenarioversion", alert.scenarioVersion());
    fields.put("simulated", alert.simulated());
    fields.put("source", fields(alert.source()));
    fields.put("startat", AlertWords.time(alert.startAt()));
    fields.put("stopat", AlertWords.time(alert.stopAt()));
    fields.put("uuid", Objects.requireNonNullElse(alert.uuid(), ""));
    return fields;
  }

  private static Map<String, Object> fields(AlertDecision decision) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("duration", GoDuration.format(decision.duration()));
    fields.put("id", decision.id());
    fields.put("origin", decision.origin());
    fields.put("scenario", decision.scenario());
    fields.put("scope", decision.scope());
    fields.put("simulated", decision.simulated());
    fields.put("type", decision.type());
    fields.put("until", "");
    fields.put("value", decision.value());
    return fields;
  }

  private static Map<String, Object> fields(AlertEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("meta", fields(event.meta()));
    fields.put("timestamp", GO.format(event.timestamp()));
    return fields;
  }

  private static List<Map<String, Object>> fields(List<Meta> meta) {
    return meta.stream().map(AlertYaml::fields).toList();
  }

  private static Map<String, Object> fields(Meta one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", one.key());
    fields.put("value", one.value());
    return fields;
  }

  private static Map<String, Object> fields(AlertSource source) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("asname", source.asName());
    fields.put("asnumber", source.asNumber());
    fields.put("cn", source.country());
    fields.put("ip", source.ip());
    fields.put("latitude", degrees(source.latitude()));
    fields.put("longitude", degrees(source.longitude()));
    fields.put("range", source.range());
    fields.put("scope", source.scope());
    fields.put("value", source.value());
    return fields;
  }

  /** Go writes a whole number without a fraction. */
  private static Number degrees(@Nullable Float degrees) {
    if (degrees == null) {
      return 0;
    }
    return degrees == Math.rint(degrees) ? (Number) degrees.intValue() : degrees;
  }
}
