package io.gatehouse.daemon.lapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Prints alerts that a LAPI answered as the JSON that it answered. */
final class AlertJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AlertJson() {}

  /** As one list, {@code []} for none. */
  static void print(PrintWriter out, List<Alert> alerts) {
    if (alerts.isEmpty()) {
      out.println("[]");
    } else {
      JsonOutput.copy(out, bytes(bytes -> AlertWriter.writeStored(bytes, alerts)));
    }
  }

  /**
   * As one list of alerts of whose decisions some were picked: where none is left that is an empty
   * list, as upstream has it, and not the {@code null} that LAPI answers.
   */
  static void printPicked(PrintWriter out, List<Alert> alerts) {
    if (alerts.isEmpty()) {
      out.println("[]");
    } else {
      byte[] whole = bytes(bytes -> AlertWriter.writeStored(bytes, alerts));
      JsonOutput.print(out, json -> copyPicked(whole, json));
    }
  }

  private static void copyPicked(byte[] whole, JsonGenerator json) throws IOException {
    try (JsonParser parser = JSON.createParser(whole)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NULL && "decisions".equals(parser.currentName())) {
          json.writeStartArray();
          json.writeEndArray();
        } else {
          json.copyCurrentEventExact(parser);
        }
      }
    }
  }

  /** As one object. */
  static void print(PrintWriter out, Alert alert) {
    JsonOutput.copy(out, bytes(bytes -> AlertWriter.writeStoredOne(bytes, alert)));
  }

  private interface Writing {
    void to(ByteArrayOutputStream bytes) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return bytes.toByteArray();
  }
}
