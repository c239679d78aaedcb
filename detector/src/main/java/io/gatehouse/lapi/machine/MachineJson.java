package io.gatehouse.lapi.machine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.gatehouse.lapi.MalformedAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The small texts of a machine's conversation; alerts have their own reader and writer. */
final class MachineJson {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(65_536)
                  .maxDocumentLength(32 << 20)
                  .build())
          .build();

  private MachineJson() {}

  /** Writes one object. */
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /** The body of a login. */
  static byte[] login(MachineCredentials credentials, List<String> scenarios) {
    return object(
        json -> {
          if (!credentials.login().isEmpty()) {
            json.writeStringField("machine_id", credentials.login());
            json.writeStringField("password", credentials.password().reveal());
          }
          json.writeArrayFieldStart("scenarios");
          for (String scenario : scenarios) {
            json.writeString(scenario);
          }
          json.writeEndArray();
        });
  }

  /** The body of a registration. */
  static byte[] registration(MachineCredentials credentials, String token) {
    return object(
        json -> {
          json.writeStringField("machine_id", credentials.login());
          json.writeStringField("password", credentials.password().reveal());
          if (!token.isEmpty()) {
            json.writeStringField("registration_token", token);
          }
        });
  }

  private static byte[] object(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /** The answer to a login. */
  static Token token(InputStream in) throws IOException {
    Map<String, String> fields = texts(in);
    String token = required(fields, "token");
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new MalformedAnswerException("'token' holds what no header can carry");
    }
    String expire = required(fields, "expire");
    try {
      return new Token(token, OffsetDateTime.parse(expire).toInstant());
    } catch (DateTimeException e) {
      throw new MalformedAnswerException("'expire' is '" + expire + "' and no time");
    }
  }

  /** The answer to a deletion: how many there were, as a number or a text. */
  static int deleted(InputStream in) throws IOException {
    String count = required(texts(in), "nbdeleted");
    try {
      return Integer.parseInt(count);
    } catch (NumberFormatException e) {
      throw new MalformedAnswerException("'nbDeleted' is '" + count + "' and no number");
    }
  }

  /** The answer to a push: numbers as texts. */
  static List<Long> ids(InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      List<Long> ids = new ArrayList<>();
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        return ids;
      }
      if (json.currentToken() != JsonToken.START_ARRAY) {
        throw new MalformedAnswerException("a list of numbers was expected");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        ids.add(id(json));
      }
      return ids;
    }
  }

  private static long id(JsonParser json) throws IOException {
    String text = json.currentToken().isScalarValue() ? json.getText() : "";
    if (!text.matches("\\d{1,18}")) {
      throw new MalformedAnswerException("an alert's number was expected, not '" + text + "'");
    }
    return Long.parseLong(text);
  }

  /** Texts and numbers of the outermost object, by their names in small letters. */
  private static Map<String, String> texts(InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedAnswerException("an object was expected");
      }
      Map<String, String> texts = new TreeMap<>();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (json.nextToken() == JsonToken.VALUE_STRING || json.currentToken().isNumeric()) {
          texts.put(name.toLowerCase(Locale.ROOT), json.getText());
        }
        json.skipChildren();
      }
      return texts;
    }
  }

  private static String required(Map<String, String> fields, String name) throws IOException {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new MalformedAnswerException("'" + name + "' is missing");
    }
    return value;
  }
}
