package io.gatehouse.lapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gatehouse.lapi.UsageMetrics.Component;
import io.gatehouse.lapi.UsageMetrics.Item;
import io.gatehouse.lapi.UsageMetrics.OperatingSystem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@link UsageMetrics} as LAPI reads them. {@code metrics} is a list, whatever docs show.
 */
final class UsageMetricsWriter {
  /** LAPI refuses longer texts with 422. */
  private static final int MAX_TEXT = 255;

  private static final JsonFactory JSON = new JsonFactory();

  private UsageMetricsWriter() {}

  static byte[] write(UsageMetrics usage) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("remediation_components");
      writeComponent(json, usage);
      json.writeEndArray();
      json.writeNullField("log_processors");
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void writeComponent(JsonGenerator json, UsageMetrics usage) throws IOException {
    Component component = usage.component();
    json.writeStartObject();
    json.writeStringField("type", cut(component.type()));
    json.writeStringField("version", cut(component.version()));
    if (component.os().isPresent()) {
      writeOs(json, component.os().get());
    }
    json.writeArrayFieldStart("feature_flags");
    for (String flag : component.featureFlags()) {
      json.writeString(flag);
    }
    json.writeEndArray();
    json.writeNumberField("utc_startup_timestamp", component.started().getEpochSecond());
    json.writeArrayFieldStart("metrics");
    writeMetrics(json, usage);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeOs(JsonGenerator json, OperatingSystem os) throws IOException {
    json.writeObjectFieldStart("os");
    json.writeStringField("name", cut(os.name()));
    json.writeStringField("version", cut(os.version()));
    json.writeEndObject();
  }

  private static void writeMetrics(JsonGenerator json, UsageMetrics usage) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("meta");
    json.writeNumberField("window_size_seconds", usage.window().toSeconds());
    json.writeNumberField("utc_now_timestamp", usage.now().getEpochSecond());
    json.writeEndObject();
    json.writeArrayFieldStart("items");
    for (Item item : usage.items()) {
      writeItem(json, item);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeItem(JsonGenerator json, Item item) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", cut(item.name()));
    json.writeNumberField("value", item.value());
    json.writeStringField("unit", cut(item.unit()));
    json.writeObjectFieldStart("labels");
    for (Map.Entry<String, String> label : new TreeMap<>(item.labels()).entrySet()) {
      json.writeStringField(label.getKey(), cut(label.getValue()));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
