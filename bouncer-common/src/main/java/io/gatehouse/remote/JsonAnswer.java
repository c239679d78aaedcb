package io.gatehouse.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer in JSON: an object whose values are found by their path, such as {@code
 * tokenProperties.valid}. Bounded in depth and number.
 */
public final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DEEPEST = 6;
  private static final int MOST_VALUES = 200;

  private final Map<String, List<String>> values = new HashMap<>();
  private int count;

  private JsonAnswer() {}

  /**
   * Reads one object and nothing after it.
   *
   * @throws IOException if it is anything else
   */
  public static JsonAnswer read(byte[] bytes) throws IOException {
    JsonAnswer answer = new JsonAnswer();
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      answer.readObject(json, "", 1);
      if (json.nextToken() != null) {
        throw new IOException("more than a JSON object");
      }
    }
    return answer;
  }

  private void readObject(JsonParser json, String prefix, int depth) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String path = prefix + json.currentName();
      json.nextToken();
      readValue(json, path, depth);
    }
  }

  private void readValue(JsonParser json, String path, int depth) throws IOException {
    if (depth > DEEPEST || ++count > MOST_VALUES) {
      throw new IOException("too large a JSON object");
    }
    switch (json.currentToken()) {
      case START_OBJECT -> readObject(json, path + '.', depth + 1);
      case START_ARRAY -> {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          readValue(json, path, depth + 1);
        }
      }
      case VALUE_NULL -> {}
      default -> values.computeIfAbsent(path, p -> new ArrayList<>()).add(json.getText());
    }
  }

  /** The values at a path, those of an array among them; empty for none. */
  public List<String> texts(String path) {
    return values.getOrDefault(path, List.of());
  }

  /** The only value at a path; empty for none and for several. */
  public Optional<String> text(String path) {
    List<String> all = texts(path);
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** Whether the only value at a path is {@code true}. */
  public boolean isTrue(String path) {
    return text(path).filter("true"::equals).isPresent();
  }

  /** The paths that begin like this, in order. */
  public List<String> pathsBelow(String prefix) {
    return values.keySet().stream().filter(path -> path.startsWith(prefix)).sorted().toList();
  }
}
