package io.gatehouse.detector.helper;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds one value in a JSON text without reading the rest of it. */
final class JsonPath {
  private JsonPath() {}

  /** Cuts a path at dots; {@code a[0].b} is a, [0], b. */
  static List<String> split(String path) {
    List<String> keys = new ArrayList<>();
    for (String key : path.split("\\.", -1)) {
      int bracket = key.indexOf('[', 1);
      int from = 0;
      for (; bracket > 0; bracket = key.indexOf('[', bracket + 1)) {
        keys.add(key.substring(from, bracket));
        from = bracket;
      }
      keys.add(key.substring(from));
    }
    return keys;
  }

  /** Moves to the value; tells whether it is there. */
  static boolean find(JsonParser parser, List<String> keys) throws IOException {
    JsonToken token = parser.nextToken();
    for (String key : keys) {
      boolean element = key.startsWith("[") && key.endsWith("]");
      boolean found =
          element
              ? token == JsonToken.START_ARRAY && element(parser, key)
              : token == JsonToken.START_OBJECT && field(parser, key);
      if (!found) {
        return false;
      }
      token = parser.currentToken();
    }
    return token != null;
  }

  private static boolean field(JsonParser parser, String name) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean element(JsonParser parser, String key) throws IOException {
    String digits = key.substring(1, key.length() - 1);
    if (!digits.matches("[0-9]{1,9}")) {
      return false;
    }
    int wanted = Integer.parseInt(digits);
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (parser.currentToken() == null) {
        return false;
      }
      if (i == wanted) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /** The value as written, a string without its quotes; "" if it is not there. */
  static String raw(String text, List<String> keys) {
    try (JsonParser parser = Json.FACTORY.createParser(text)) {
      return find(parser, keys) ? raw(text, parser) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static String raw(String text, JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    switch (parser.currentToken()) {
      case START_OBJECT, START_ARRAY -> parser.skipChildren();
      case VALUE_STRING -> parser.finishToken();
      default -> {
        return parser.getText();
      }
    }
    int end = (int) parser.currentLocation().getCharOffset();
    boolean string = parser.currentToken() == JsonToken.VALUE_STRING;
    return string ? text.substring(start + 1, end - 1) : text.substring(start, end);
  }

  /** The value, or null if it is not there. */
  static @Nullable Object value(String text, List<String> keys) {
    try (JsonParser parser = Json.FACTORY.createParser(text)) {
      return find(parser, keys) ? Json.value(parser) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
