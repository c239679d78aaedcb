package io.gatehouse.alert;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.gatehouse.decision.GoDuration;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes alerts as upstream's programs do: keys in alphabetical order, empty optional fields left
 * out, empty lists as null, {@code <>&} escaped. The stream is flushed and stays open.
 */
public final class AlertWriter {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT) // half an answer must not look whole
          .characterEscapes(new GoEscapes())
          .build();

  private static final String NO_MACHINE = "N/A";

  private final JsonGenerator json;

  private AlertWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Writes something. */
  private interface Content {
    void write(AlertWriter writer) throws IOException;
  }

  /**
   * Writes what LAPI answers about alerts that it holds.
   *
   * @param alerts whose decisions say what is left of them; none is {@code null}
   * @throws IOException if the stream fails
   */
  public static void writeStored(OutputStream out, Iterable<Alert> alerts) throws IOException {
    StoredList list = beginStored(out);
    for (Alert alert : alerts) {
      list.add(alert);
    }
    list.end();
  }

  /**
   * Begins what {@link #writeStored} writes, for alerts that come one by one.
   *
   * @throws IOException if the stream fails
   */
  public static StoredList beginStored(OutputStream out) throws IOException {
    return new StoredList(new AlertWriter(generator(out)));
  }

  /** A list of alerts while it is written. Without its {@link #end} it is not valid JSON. */
  public static final class StoredList {
    private final AlertWriter writer;
    private boolean begun;

    private StoredList(AlertWriter writer) {
      this.writer = writer;
    }

    /** Writes the next alert. */
    public void add(Alert alert) throws IOException {
      if (!begun) {
        begun = true;
        writer.json.writeStartArray();
      }
      writer.stored(alert);
    }

    /** Writes what is left; {@code null} if there was no alert. */
    public void end() throws IOException {
      if (begun) {
        writer.json.writeEndArray();
      } else {
        writer.json.writeNull();
      }
      writer.json.close();
    }
  }

  /** Like {@link #writeStored}, for a single alert. */
  public static void writeStoredOne(OutputStream out, Alert alert) throws IOException {
    write(out, writer -> writer.stored(alert));
  }

  /**
   * Writes what a machine posts to a LAPI, in full precision.
   *
   * @throws IOException if the stream fails
   */
  public static void writePosted(OutputStream out, List<Alert> alerts) throws IOException {
    write(out, writer -> writer.list(alerts, writer::posted));
  }

  private static void write(OutputStream out, Content content) throws IOException {
    try (JsonGenerator json = generator(out)) {
      content.write(new AlertWriter(json));
    }
  }

  private static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out, JsonEncoding.UTF8);
  }

  /** Writes one of many. */
  private interface Element<T> {
    void write(T element) throws IOException;
  }

  private <T> void list(List<T> elements, Element<T> element) throws IOException {
    if (elements.isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    for (T each : elements) {
      element.write(each);
    }
    json.writeEndArray();
  }

  private void stored(Alert alert) throws IOException {
    json.writeStartObject();
    json.writeNumberField("capacity", alert.capacity());
    if (alert.createdAt() != null) {
      text("created_at", WireTime.seconds(alert.createdAt()));
    }
    json.writeFieldName("decisions");
    list(alert.decisions(), this::storedDecision);
    json.writeFieldName("events");
    list(alert.events(), event -> event(event, WireTime.goSeconds(event.timestamp())));
    json.writeNumberField("events_count", alert.eventsCount());
    json.writeNumberField("id", alert.id());
    optional("kind", alert.kind());
    json.writeNullField("labels");
    text("leakspeed", alert.leakSpeed());
    text("machine_id", alert.machineId() == null ? NO_MACHINE : alert.machineId());
    body(alert);
    text("start_at", WireTime.seconds(alert.startAt()));
    text("stop_at", WireTime.seconds(alert.stopAt()));
    if (alert.uuid() != null) {
      text("uuid", alert.uuid());
    }
    json.writeEndObject();
  }

  private void posted(Alert alert) throws IOException {
    json.writeStartObject();
    json.writeNumberField("capacity", alert.capacity());
    json.writeFieldName("decisions");
    list(alert.decisions(), this::postedDecision);
    json.writeArrayFieldStart("events");
    for (AlertEvent event : alert.events()) {
      event(event, event.timestamp().toString());
    }
    json.writeEndArray();
    json.writeNumberField("events_count", alert.eventsCount());
    optional("kind", alert.kind());
    json.writeNullField("labels");
    text("leakspeed", alert.leakSpeed());
    body(alert);
    text("start_at", alert.startAt().toString());
    text("stop_at", alert.stopAt().toString());
    json.writeEndObject();
  }

  /** From {@code message} to {@code source}, which both shapes share. */
  private void body(Alert alert) throws IOException {
    text("message", alert.message());
    if (!alert.meta().isEmpty()) {
      metas(alert.meta());
    }
    if (alert.remediation()) {
      json.writeBooleanField("remediation", true);
    }
    text("scenario", alert.scenario());
    text("scenario_hash", alert.scenarioHash());
    text("scenario_version", alert.scenarioVersion());
    json.writeBooleanField("simulated", alert.simulated());
    source(alert.source());
  }

  private void source(AlertSource source) throws IOException {
    json.writeObjectFieldStart("source");
    optional("as_name", source.asName());
    optional("as_number", source.asNumber());
    optional("cn", source.country());
    optional("ip", source.ip());
    degrees("latitude", source.latitude());
    degrees("longitude", source.longitude());
    optional("range", source.range());
    text("scope", source.scope());
    text("value", source.value());
    json.writeEndObject();
  }

  /** Left out at 0, as Go does; without a fraction where there is none. */
  private void degrees(String field, @Nullable Float value) throws IOException {
    if (value == null || value == 0) {
      return;
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      json.writeNumberField(field, value.intValue());
    } else {
      json.writeNumberField(field, value);
    }
  }

  private void event(AlertEvent event, String timestamp) throws IOException {
    json.writeStartObject();
    metas(event.meta());
    text("timestamp", timestamp);
    json.writeEndObject();
  }

  private void metas(List<Meta> metas) throws IOException {
    json.writeArrayFieldStart("meta");
    for (Meta meta : metas) {
      json.writeStartObject();
      optional("key", meta.key());
      optional("value", meta.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void storedDecision(AlertDecision decision) throws IOException {
    json.writeStartObject();
    text("duration", GoDuration.format(Duration.ofSeconds(roundedSeconds(decision.duration()))));
    json.writeNumberField("id", decision.id());
    decision(decision);
  }

  private void postedDecision(AlertDecision decision) throws IOException {
    json.writeStartObject();
    text("duration", exact(decision.duration()));
    decision(decision);
  }

  private void decision(AlertDecision decision) throws IOException {
    text("origin", decision.origin());
    text("scenario", decision.scenario());
    text("scope", decision.scope());
    json.writeBooleanField("simulated", decision.simulated());
    text("type", decision.type());
    text("value", decision.value());
    json.writeEndObject();
  }

  /** Half a second counts as a whole one, away from zero. */
  private static long roundedSeconds(Duration duration) {
    long seconds = duration.abs().plusMillis(500).toSeconds();
    return duration.isNegative() ? -seconds : seconds;
  }

  /** With its fraction of a second, if there is one. */
  private static String exact(Duration duration) {
    Duration length = duration.abs();
    String whole = GoDuration.format(length);
    String fraction =
        length.toNanosPart() == 0
            ? ""
            : ".%09d".formatted(length.toNanosPart()).replaceFirst("0+$", "");
    return (duration.isNegative() ? "-" : "")
        + whole.substring(0, whole.length() - 1)
        + fraction
        + "s";
  }

  private void optional(String field, String value) throws IOException {
    if (!value.isEmpty()) {
      text(field, value);
    }
  }

  private void text(String field, String value) throws IOException {
    json.writeStringField(field, value);
  }
}
