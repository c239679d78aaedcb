package io.gatehouse.lapi.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON as Go does: {@code <}, {@code >} and {@code &} escaped, nothing between tokens. */
final class JsonText {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  static {
    FACTORY.setCharacterEscapes(new GoEscapes());
  }

  private JsonText() {}

  /** Writes one value. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** The value's text as UTF-8. */
  static byte[] of(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /** {@code {"message": text}}, the shape of every error. */
  static byte[] message(String text) {
    return of(
        json -> {
          json.writeStartObject();
          json.writeStringField("message", text);
          json.writeEndObject();
        });
  }

  /** The shape of an error of the token's layer. */
  static byte[] codeAndMessage(int code, String text) {
    return of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("code", code);
          json.writeStringField("message", text);
          json.writeEndObject();
        });
  }

  private static final class GoEscapes extends CharacterEscapes {
    private final int[] escapes = standardAsciiEscapesForJSON();

    GoEscapes() {
      escapes['<'] = ESCAPE_STANDARD;
      escapes['>'] = ESCAPE_STANDARD;
      escapes['&'] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return new SerializedString(
          new String(
              JsonStringEncoder.getInstance().quoteAsString(String.valueOf((char) character))));
    }
  }
}
