package io.gatehouse.daemon.lapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.daemon.console.CsvLines;
import io.gatehouse.daemon.console.Table;
import io.gatehouse.daemon.lapi.LapiVerb.Scene;
import io.gatehouse.lapi.server.LapiAdministration.MachineEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How machines are printed, as upstream has it. */
final class MachineRows {
  private static final List<String> NAMES =
      List.of(
          "machine_id",
          "ip_address",
          "updated_at",
          "validated",
          "version",
          "auth_type",
          "last_heartbeat",
          "os");

  /** Heartbeats come each minute; upstream marks who missed two. */
  private static final Duration SILENT = Duration.ofMinutes(2);

  private MachineRows() {}

  static Table table(List<MachineEntry> machines, Instant now) {
    Table table =
        new Table(
            "Name",
            "IP Address",
            "Last Update",
            "Status",
            "Version",
            "OS",
            "Auth Type",
            "Last Heartbeat");
    for (MachineEntry one : machines) {
      table.row(
          one.id(),
          one.address(),
          AlertWords.time(updated(one)),
          one.validated() ? "✓" : "✗",
          one.version(),
          one.os(),
          one.authType(),
          heartbeat(one, now));
    }
    return table;
  }

  private static String heartbeat(MachineEntry one, Instant now) {
    return one.lastHeartbeat()
        .map(
            then ->
                AlertWords.ago(then, now) + (then.plus(SILENT).isBefore(now) ? " (silent)" : ""))
        .orElse("-");
  }

  static void csv(Scene scene, List<MachineEntry> machines) {
    CsvLines csv = new CsvLines(scene.out(), NAMES);
    for (MachineEntry one : machines) {
      csv.row(
          one.id(),
          one.address(),
          AlertWords.time(updated(one)),
          Boolean.toString(one.validated()),
          one.version(),
          one.authType(),
          one.lastHeartbeat().map(AlertWords::time).orElse("-"),
          one.os());
    }
  }

  static void json(JsonGenerator json, MachineEntry one) throws IOException {
    json.writeStringField("created_at", AlertWords.time(one.createdAt()));
    json.writeStringField("updated_at", AlertWords.time(updated(one)));
    JsonOutput.time(json, "last_push", one.lastPush());
    JsonOutput.time(json, "last_heartbeat", one.lastHeartbeat());
    json.writeStringField("machineId", one.id());
    json.writeStringField("ipAddress", one.address());
    json.writeStringField("version", one.version());
    json.writeBooleanField("isValidated", one.validated());
    json.writeStringField("auth_type", one.authType());
    json.writeStringField("os", one.os());
    JsonOutput.texts(json, "featureflags", one.featureFlags());
    JsonOutput.texts(json, "scenarios", one.scenarios());
  }

  /** The last that was heard of it. */
  static Instant updated(MachineEntry one) {
    return Stream.of(one.lastPush(), one.lastHeartbeat())
        .flatMap(Optional::stream)
        .reduce(one.createdAt(), (a, b) -> a.isAfter(b) ? a : b);
  }
}
