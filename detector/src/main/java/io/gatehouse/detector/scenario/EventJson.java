package io.gatehouse.detector.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertException;
import io.gatehouse.alert.AlertLimits;
import io.gatehouse.alert.AlertReader;
import io.gatehouse.alert.AlertWriter;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.OverflowAlert;
import io.gatehouse.detector.event.Source;
import io.gatehouse.detector.event.TimeMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An event in a snapshot. What is neither text, number, boolean, list nor map is kept as text. */
final class EventJson {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

  private EventJson() {}

  static void write(JsonGenerator json, Event event) throws IOException {
    json.writeStartObject();
    json.writeStringField("mode", event.mode().name());
    Overflow overflow = event.overflow();
    if (overflow == null) {
      writeLine(json, event.line());
    } else {
      writeOverflow(json, overflow);
    }
    json.writePOJOField("parsed", event.parsed());
    json.writePOJOField("meta", event.meta());
    json.writePOJOField("enriched", event.enriched());
    json.writePOJOField("unmarshaled", plain(event.unmarshaled()));
    json.writeStringField("stage", event.stage());
    json.writeStringField("marshaled_time", event.marshaledTime());
    json.writeStringField("str_time", event.strTime());
    json.writeStringField("str_time_format", event.strTimeFormat());
    json.writeBooleanField("process", event.process());
    Instant time = event.time();
    if (time != null) {
      json.writeStringField("time", time.toString());
    }
    if (event.whitelisted()) {
      json.writeStringField("whitelisted", event.whitelistReason());
    }
    json.writeEndObject();
  }

  private static void writeLine(JsonGenerator json, Line line) throws IOException {
    json.writeObjectFieldStart("line");
    json.writeStringField("raw", line.raw());
    json.writeStringField("src", line.src());
    json.writeStringField("module", line.module());
    json.writeStringField("time", line.time().toString());
    json.writePOJOField("labels", line.labels());
    json.writeEndObject();
  }

  private static void writeOverflow(JsonGenerator json, Overflow overflow) throws IOException {
    json.writeObjectFieldStart("overflow");
    json.writeStringField("mapkey", overflow.mapkey());
    json.writeStringField("id", overflow.bucketId());
    json.writeBooleanField("reprocess", overflow.reprocess());
    ByteArrayOutputStream alerts = new ByteArrayOutputStream();
    AlertWriter.writePosted(
        alerts, overflow.alerts().stream().map(OverflowAlert::toAlert).toList());
    json.writeStringField("alerts", alerts.toString(UTF_8));
    json.writeArrayFieldStart("labels");
    for (OverflowAlert alert : overflow.alerts()) {
      json.writePOJO(plain(alert.labels()));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Rules may leave anything in an event. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, each) -> copy.put(String.valueOf(key), plain(each)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(plain(each)));
      return copy;
    }
    boolean simple = value == null || value instanceof Number || value instanceof Boolean;
    return simple ? value : String.valueOf(value);
  }

  /** The event that was written; throws what Jackson and {@code java.time} throw if it was not. */
  static Event read(JsonNode json) throws IOException {
    TimeMode mode = TimeMode.valueOf(json.path("mode").asText());
    Event event =
        json.has("overflow")
            ? Event.of(overflow(json.get("overflow")), mode, Instant.EPOCH)
            : Event.of(line(json.path("line")), mode);
    event.parsed().putAll(texts(json.path("parsed")));
    event.meta().putAll(texts(json.path("meta")));
    event.enriched().putAll(texts(json.path("enriched")));
    event.unmarshaled().putAll(values(json.path("unmarshaled")));
    event.setStage(json.path("stage").asText());
    event.setMarshaledTime(json.path("marshaled_time").asText());
    event.setStrTime(json.path("str_time").asText());
    event.setStrTimeFormat(json.path("str_time_format").asText());
    event.setProcess(json.path("process").asBoolean());
    if (json.has("time")) {
      event.setTime(Instant.parse(json.get("time").asText()));
    }
    if (json.has("whitelisted")) {
      event.whitelist(json.get("whitelisted").asText());
    }
    return event;
  }

  private static Line line(JsonNode line) {
    return new Line(
        line.path("raw").asText(),
        line.path("src").asText(),
        line.path("module").asText(),
        Instant.parse(line.path("time").asText()),
        texts(line.path("labels")));
  }

  private static Overflow overflow(JsonNode json) throws IOException {
    SortedMap<String, Source> sources = new TreeMap<>();
    List<OverflowAlert> alerts = new ArrayList<>();
    for (Alert alert : alerts(json.path("alerts").asText())) {
      Source source = new Source(alert.source());
      sources.put(source.value(), source);
      alerts.add(new OverflowAlert(alert, source, values(json.path("labels").path(alerts.size()))));
    }
    return new Overflow(
        json.path("mapkey").asText(),
        json.path("id").asText(),
        json.path("reprocess").asBoolean(),
        sources,
        alerts);
  }

  private static List<Alert> alerts(String text) throws IOException {
    try {
      return AlertReader.posted(
          new ByteArrayInputStream(text.getBytes(UTF_8)), Instant.EPOCH, AlertLimits.ANSWER);
    } catch (AlertException e) {
      throw new IOException("an alert of an overflow cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> texts(JsonNode fields) {
    Map<String, String> texts = new HashMap<>();
    fields.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }

  private static Map<String, @Nullable Object> values(JsonNode fields) throws IOException {
    Map<String, @Nullable Object> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      values.put(field.getKey(), JSON.treeToValue(field.getValue(), Object.class));
    }
    return values;
  }
}
