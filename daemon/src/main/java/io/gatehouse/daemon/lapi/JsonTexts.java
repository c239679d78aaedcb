package io.gatehouse.daemon.lapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the context of an alert, whose values are lists of texts written as JSON. */
final class JsonTexts {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonTexts() {}

  /** The texts of the list; the text itself where it is no such list. */
  static List<String> read(String text) {
    List<String> texts = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_ARRAY) {
        return List.of(text);
      }
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        texts.add(json.getText());
      }
      return json.currentToken() == JsonToken.END_ARRAY ? texts : List.of(text);
    } catch (IOException e) {
      return List.of(text);
    }
  }
}
