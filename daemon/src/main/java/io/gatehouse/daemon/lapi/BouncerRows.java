package io.gatehouse.daemon.lapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.daemon.console.CsvLines;
import io.gatehouse.daemon.console.Table;
import io.gatehouse.daemon.lapi.LapiVerb.Scene;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** How bouncers are printed, as upstream has it. */
final class BouncerRows {
  private static final List<String> NAMES =
      List.of("name", "ip", "revoked", "last_pull", "type", "version", "auth_type");

  /** What the column says that upstream calls {@code revoked}: nothing ever is. */
  private static final String VALID = "validated";

  private BouncerRows() {}

  static Table table(List<BouncerEntry> bouncers) {
    Table table =
        new Table("Name", "IP Address", "Valid", "Last API pull", "Type", "Version", "Auth Type");
    for (BouncerEntry one : bouncers) {
      table.row(
          one.name(), one.address(), "✓", lastPull(one), one.type(), one.version(), one.authType());
    }
    return table;
  }

  static void csv(Scene scene, List<BouncerEntry> bouncers) {
    CsvLines csv = new CsvLines(scene.out(), NAMES);
    for (BouncerEntry one : bouncers) {
      csv.row(
          one.name(),
          one.address(),
          VALID,
          lastPull(one),
          one.type(),
          one.version(),
          one.authType());
    }
  }

  static void json(JsonGenerator json, BouncerEntry one) throws IOException {
    json.writeStringField("created_at", AlertWords.time(one.createdAt()));
    json.writeStringField("updated_at", AlertWords.time(updated(one)));
    json.writeStringField("name", one.name());
    json.writeBooleanField("revoked", false);
    json.writeStringField("ip_address", one.address());
    json.writeStringField("type", one.type());
    json.writeStringField("version", one.version());
    JsonOutput.time(json, "last_pull", one.lastPull());
    json.writeStringField("auth_type", one.authType());
    json.writeStringField("os", one.os());
    JsonOutput.texts(json, "featureflags", one.featureFlags());
    json.writeBooleanField("auto_created", one.autoCreated());
  }

  /** The last that was heard of it. */
  static Instant updated(BouncerEntry one) {
    return one.lastPull().orElse(one.createdAt());
  }

  static String lastPull(BouncerEntry one) {
    return AlertWords.time(one.lastPull().orElse(null));
  }
}
