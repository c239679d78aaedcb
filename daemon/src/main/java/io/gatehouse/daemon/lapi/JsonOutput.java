package io.gatehouse.daemon.lapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints JSON. */
final class JsonOutput {
  private static final JsonFactory JSON = new JsonFactory();

  /** As Go's {@code MarshalIndent(value, "", " ")}, since scripts may well grep for a line. */
  private static final PrettyPrinter LIKE_GO =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Spacing.AFTER)
                  .withArrayEmptySeparator("")
                  .withObjectEmptySeparator(""))
          .withArrayIndenter(new DefaultIndenter(" ", "\n"))
          .withObjectIndenter(new DefaultIndenter(" ", "\n"));

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
      json.setPrettyPrinter(LIKE_GO);
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println(text);
  }

  /** Prints what is JSON already. */
  static void copy(PrintWriter out, byte[] whole) {
    print(
        out,
        json -> {
          try (JsonParser parser = JSON.createParser(whole)) {
            while (parser.nextToken() != null) {
              json.copyCurrentEventExact(parser);
            }
          }
        });
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

  /** Writes what is made of maps with texts as keys, lists, texts and whole numbers. */
  static void tree(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        tree(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        tree(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else {
      json.writeString(value.toString());
    }
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
