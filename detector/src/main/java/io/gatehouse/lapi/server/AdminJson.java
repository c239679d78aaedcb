package io.gatehouse.lapi.server;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import io.gatehouse.lapi.server.LapiAdministration.MachineEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bouncers and machines as the operator's routes tell them; absent times are left out. */
final class AdminJson {
  private AdminJson() {}

  /** Writes one element. */
  @FunctionalInterface
  interface Element<T> {
    void writeTo(JsonGenerator json, T element) throws IOException;
  }

  static <T> void list(JsonGenerator json, List<T> elements, Element<T> element)
      throws IOException {
    json.writeStartArray();
    for (T each : elements) {
      element.writeTo(json, each);
    }
    json.writeEndArray();
  }

  static void bouncer(JsonGenerator json, BouncerEntry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("auth_type", entry.authType());
    json.writeBooleanField("auto_created", entry.autoCreated());
    json.writeStringField("created_at", entry.createdAt().toString());
    texts(json, "feature_flags", entry.featureFlags());
    json.writeStringField("ip_address", entry.address());
    time(json, "last_pull", entry.lastPull());
    json.writeStringField("name", entry.name());
    json.writeStringField("os", entry.os());
    json.writeStringField("type", entry.type());
    json.writeStringField("version", entry.version());
    json.writeEndObject();
  }

  static void machine(JsonGenerator json, MachineEntry entry) throws IOException {
    json.writeStartObject();
    json.writeStringField("auth_type", entry.authType());
    json.writeStringField("created_at", entry.createdAt().toString());
    texts(json, "feature_flags", entry.featureFlags());
    json.writeStringField("ip_address", entry.address());
    json.writeBooleanField("is_validated", entry.validated());
    time(json, "last_heartbeat", entry.lastHeartbeat());
    time(json, "last_push", entry.lastPush());
    json.writeStringField("machine_id", entry.id());
    json.writeStringField("os", entry.os());
    texts(json, "scenarios", entry.scenarios());
    json.writeStringField("version", entry.version());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    if (time.isPresent()) {
      json.writeStringField(name, time.get().toString());
    }
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeFieldName(name);
    list(json, texts, JsonGenerator::writeString);
  }
}
