package io.gatehouse.challenge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** What our endpoints and walls say in JSON. */
final class ProblemJson {
  static final String TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private ProblemJson() {}

  /** Writes fields of an object. */
  @FunctionalInterface
  interface Fields {
    /** Writes them. */
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /** A wall as RFC 9457 has it. */
  static byte[] of(Visit visit, Wall wall, String detail, Endpoints endpoints) {
    WallKind kind = wall.kind();
    return object(
        json -> {
          json.writeStringField("type", kind.problemType());
          json.writeStringField("title", kind.title());
          json.writeNumberField("status", wall.status());
          json.writeStringField("detail", detail);
          json.writeStringField("instance", instance(visit.requestId()));
          json.writeStringField("action", kind.action());
          if (wall.assignment().isPresent()) {
            String token = wall.assignment().get().sealed();
            json.writeStringField("challenge_url", endpoints.challenge(visit, token));
          }
          if (wall.retryAfter().isPresent()) {
            json.writeNumberField("retry_after", wall.retryAfter().get().toSeconds());
          }
        });
  }

  private static String instance(String requestId) {
    return (UUID.matcher(requestId).matches() ? "urn:uuid:" : "urn:gatehouse:request:") + requestId;
  }
}
