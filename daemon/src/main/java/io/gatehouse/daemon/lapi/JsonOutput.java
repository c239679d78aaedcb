package io.gatehouse.daemon.lapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Prints JSON, a line of it. */
final class JsonOutput {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonOutput() {}

  /** Writes one value. */
  interface Value {
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes the fields of one object. */
  interface Fields<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  static void print(PrintWriter out, Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text);
  }

  static <T> void object(PrintWriter out, T value, Fields<T> fields) {
    print(out, json -> object(json, value, fields));
  }

  static <T> void list(PrintWriter out, List<T> values, Fields<T> fields) {
    print(
        out,
        json -> {
          json.writeStartArray();
          for (T value : values) {
            object(json, value, fields);
          }
          json.writeEndArray();
        });
  }

  private static <T> void object(JsonGenerator json, T value, Fields<T> fields) throws IOException {
    json.writeStartObject();
    fields.write(json, value);
    json.writeEndObject();
  }

  /** Null where there is none. */
  static void time(JsonGenerator json, String name, Optional<Instant> time) throws IOException {
    if (time.isPresent()) {
      json.writeStringField(name, AlertWords.time(time.get()));
    } else {
      json.writeNullField(name);
    }
  }

  static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
