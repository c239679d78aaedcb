package io.gatehouse.daemon.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The two lines of the protocol as JSON: a flat object of texts and booleans each. */
final class ControlLine {
  /** Most bytes of a request, its line end included. */
  static final int LIMIT_REQUEST_BYTES = 4096;

  /** Most bytes of an answer. */
  static final int LIMIT_ANSWER_BYTES = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String DONE = "done";
  private static final String VERB = "verb";
  private static final String ABOUT = "about";

  private ControlLine() {}

  static String request(ControlRequest request) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(VERB, request.verb().word());
    if (!request.about().isEmpty()) {
      fields.put(ABOUT, request.about());
    }
    return write(fields, Optional.empty());
  }

  /** The request that a line holds; empty where it is none. */
  static Optional<ControlRequest> request(String line) {
    return fields(line).flatMap(ControlLine::request);
  }

  private static Optional<ControlRequest> request(Map<String, String> fields) {
    return ControlVerb.of(fields.getOrDefault(VERB, ""))
        .map(verb -> new ControlRequest(verb, fields.getOrDefault(ABOUT, "")));
  }

  static String answer(ControlAnswer answer) {
    return write(answer.fields(), Optional.of(answer.done()));
  }

  /** The answer that a line holds; empty where it is none. */
  static Optional<ControlAnswer> answer(String line) {
    return fields(line)
        .filter(fields -> fields.containsKey(DONE))
        .map(fields -> new ControlAnswer(Boolean.parseBoolean(fields.remove(DONE)), fields));
  }

  private static String write(Map<String, String> fields, Optional<Boolean> done) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      if (done.isPresent()) {
        json.writeBooleanField(DONE, done.get());
      }
      for (Map.Entry<String, String> field : fields.entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line + "\n";
  }

  private static Optional<Map<String, String>> fields(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
      return json.nextToken() == null ? Optional.of(fields) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
