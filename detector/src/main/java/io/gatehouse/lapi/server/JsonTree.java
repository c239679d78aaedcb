package io.gatehouse.lapi.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small body as maps, lists, texts, numbers, booleans and nulls. Names of fields are found in any
 * case, as Go does; of two that differ in case only the last counts. Depth is bounded.
 */
final class JsonTree {
  private static final int DEEPEST = 32;
  private static final int LONGEST = 8 << 20; // a tree takes many times that

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(1 << 20)
                  .maxDocumentLength(LONGEST)
                  .build())
          .build();

  private JsonTree() {}

  /**
   * Reads an object.
   *
   * @throws RefusedException 400 if it is empty, no JSON, too deep, or no object
   * @throws IOException if the body can't be read
   */
  static Map<String, @Nullable Object> object(InputStream body)
      throws RefusedException, IOException {
    try (JsonParser json = FACTORY.createParser(body)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        throw RefusedException.badRequest("EOF"); // upstream's word for no body
      }
      if (first != JsonToken.START_OBJECT) {
        throw RefusedException.badRequest("json: an object was expected");
      }
      return object(json);
    } catch (StreamConstraintsException e) {
      throw RefusedException.badRequest("json: it is nested too deeply or too long");
    } catch (JsonEOFException e) {
      throw RefusedException.badRequest("unexpected EOF"); // upstream's word for half a body
    } catch (JsonProcessingException e) {
      throw RefusedException.badRequest(
          "invalid JSON: " + Answers.firstLine(e.getOriginalMessage()));
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
    Map<String, @Nullable Object> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, value(json));
    }
    return fields;
  }

  private static List<@Nullable Object> list(JsonParser json) throws IOException {
    List<@Nullable Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(json));
    }
    return values;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> list(json);
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  /** The kind of a value in Go's words, for an error. */
  static String kind(@Nullable Object value) {
    if (value instanceof Map) {
      return "object";
    }
    if (value instanceof List) {
      return "array";
    }
    if (value instanceof Number) {
      return "number";
    }
    return value instanceof Boolean ? "bool" : "string";
  }
}
