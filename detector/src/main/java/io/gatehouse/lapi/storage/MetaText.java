package io.gatehouse.lapi.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.alert.Meta;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** An event's metas as one text: {@code [{"key":…,"value":…},…]}. */
final class MetaText {
  private static final JsonFactory JSON = new JsonFactory();

  private MetaText() {}

  static String write(List<Meta> metas) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Meta meta : metas) {
        json.writeStartObject();
        json.writeStringField("key", meta.key());
        json.writeStringField("value", meta.value());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  static List<Meta> read(String text) {
    List<Meta> metas = new ArrayList<>();
    try (JsonParser json = JSON.createParser(text)) {
      String key = "";
      while (json.nextToken() != null) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
          continue;
        }
        if ("key".equals(json.currentName())) {
          key = json.getText();
        } else {
          metas.add(new Meta(key, json.getText()));
        }
      }
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
    return metas;
  }
}
