package io.gatehouse.daemon.lapi.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code {"type":…,"metrics":[{"meta":{…},"items":[…]}]}}, a report as LAPI keeps it. */
final class UsagePayload {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final List<UsageItem> items = new ArrayList<>();

  private UsagePayload(JsonParser json) {
    this.json = json;
  }

  /** The items; none of a report that is not of that form. */
  static List<UsageItem> read(String payload) {
    try (JsonParser json = JSON.createParser(payload)) {
      UsagePayload reader = new UsagePayload(json);
      json.nextToken();
      reader.object(
          field -> {
            if (field.equals("metrics")) {
              reader.list(reader::window);
            } else {
              json.skipChildren();
            }
          });
      return reader.items;
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Reads the value that the parser stands on. */
  private interface Value {
    void read() throws IOException;
  }

  /** Reads the value of a field, on which the parser stands. */
  private interface Field {
    void read(String name) throws IOException;
  }

  private void object(Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field.read(name);
    }
  }

  private void list(Value value) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      value.read();
    }
  }

  /** One entry: its time may come after its items. */
  private void window() throws IOException {
    long[] at = new long[1];
    List<UsageItem> found = new ArrayList<>();
    object(
        field -> {
          if (field.equals("meta")) {
            object(name -> at[0] = name.equals("utc_now_timestamp") ? number() : at[0]);
          } else if (field.equals("items")) {
            list(() -> found.add(item()));
          } else {
            json.skipChildren();
          }
        });
    for (UsageItem item : found) {
      items.add(
          new UsageItem(
              at[0], item.name(), item.unit(), item.origin(), item.ipType(), item.value()));
    }
  }

  private UsageItem item() throws IOException {
    Map<String, String> texts = new HashMap<>();
    Map<String, String> labels = new HashMap<>();
    long[] value = new long[1];
    object(
        field -> {
          if (field.equals("value")) {
            value[0] = number();
          } else if (field.equals("labels")) {
            object(name -> labels.put(name, json.getText()));
          } else {
            texts.put(field, json.getText());
            json.skipChildren();
          }
        });
    return new UsageItem(
        0,
        texts.getOrDefault("name", ""),
        texts.getOrDefault("unit", ""),
        labels.getOrDefault("origin", ""),
        labels.getOrDefault("ip_type", ""),
        value[0]);
  }

  private long number() throws IOException {
    return json.currentToken().isNumeric() ? (long) json.getDoubleValue() : 0;
  }
}
