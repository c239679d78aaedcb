package io.gatehouse.daemon.lapi.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.gatehouse.daemon.console.ProgramException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A list of objects with {@code value}, and any of {@code duration}, {@code reason}, {@code scope},
 * {@code type}. Other fields say nothing, so that what LAPI itself answers can be imported.
 */
final class JsonRows implements Rows {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(20).maxStringLength(64 << 10).build())
          .build();

  @Override
  public void read(InputStream in, Into into)
      throws IOException, BadRowException, ProgramException {
    try (JsonParser json = JSON.createParser(in)) {
      if (next(json) != JsonToken.START_ARRAY) {
        throw new BadRowException(
            line(json), "a list of objects is expected: [{\"value\": \"192.0.2.7\"}]");
      }
      while (next(json) != JsonToken.END_ARRAY) {
        into.row(line(json), row(json));
      }
      if (next(json) != null) {
        throw new BadRowException(line(json), "there is more after the end of the list");
      }
    }
  }

  private static JsonToken next(JsonParser json) throws IOException, BadRowException {
    try {
      return json.nextToken();
    } catch (JsonProcessingException e) {
      throw new BadRowException(
          e.getLocation() == null ? line(json) : e.getLocation().getLineNr(),
          "not JSON: " + ImportRow.shown(String.valueOf(e.getOriginalMessage())));
    }
  }

  private static ImportRow.Written row(JsonParser json) throws IOException, BadRowException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new BadRowException(
          line(json), "\"" + ImportRow.shown(json.getText()) + "\": an object is expected");
    }
    Map<String, String> fields = new TreeMap<>();
    while (next(json) == JsonToken.FIELD_NAME) {
      String name = json.currentName().toLowerCase(Locale.ROOT);
      JsonToken token = next(json);
      if (token == JsonToken.VALUE_STRING) {
        fields.put(name, json.getText());
      } else if (token.isStructStart()) {
        json.skipChildren();
      }
    }
    return new ImportRow.Written(
        fields.getOrDefault("value", ""),
        fields.getOrDefault("scope", ""),
        fields.getOrDefault("type", ""),
        fields.getOrDefault("duration", ""),
        fields.getOrDefault("reason", fields.getOrDefault("scenario", "")));
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr();
  }
}
