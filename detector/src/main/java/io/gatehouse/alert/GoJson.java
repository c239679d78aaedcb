package io.gatehouse.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import io.gatehouse.alert.AlertException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON as Go's decoder would: field names in any case of letters, null is absent, the
 * last of two equal fields counts, and a value of another type than its field's is refused in Go's
 * words (repo:go:src/encoding/json/decode.go). Texts that repeat are one object.
 */
final class GoJson implements AutoCloseable {
  /** No text of an alert is meant to be longer than some thousand characters. */
  private static final int MAX_TEXT = 1 << 20;

  private static final int MAX_DEPTH = 64;
  private static final int REUSED_LENGTH = 48;
  private static final int REUSED_SLOTS = 1024;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(100)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(1_000)
                  .build())
          .build();

  private final JsonParser json;
  private final Deque<String> path = new ArrayDeque<>();
  private final @Nullable String[] recent = new @Nullable String[REUSED_SLOTS];
  private String struct = "";

  /** Takes the value of a field, or leaves it: what is not taken is passed over. */
  interface Fields {
    void take(String name) throws IOException, AlertException;
  }

  /** Takes the elements of a list one by one; the first has number 0. */
  interface Element {
    void take(int index) throws IOException, AlertException;
  }

  GoJson(InputStream in) throws IOException {
    json = JSON.createParser(in);
  }

  /** Moves to the document's value; false if there is none. */
  boolean begin() throws IOException {
    return json.nextToken() != null;
  }

  /** Whether nothing but white space follows. */
  boolean isAtEnd() throws IOException {
    return json.nextToken() == null;
  }

  /** Reads an object of this Go type; false if there is a null instead. */
  boolean object(String type, Fields fields) throws IOException, AlertException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    require(JsonToken.START_OBJECT, "models." + type);
    String outer = struct;
    struct = type;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      String known = name.toLowerCase(Locale.ROOT);
      json.nextToken();
      path.addLast(known);
      fields.take(known);
      json.skipChildren();
      path.removeLast();
    }
    struct = outer;
    return true;
  }

  /** Reads a list of this Go type; false if there is a null instead. */
  boolean list(String type, Element element) throws IOException, AlertException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return false;
    }
    require(JsonToken.START_ARRAY, type);
    for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
      element.take(i);
    }
    return true;
  }

  /** A text without half characters, which Go would replace too; null if there is a null. */
  @Nullable String text() throws IOException, AlertException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    require(JsonToken.VALUE_STRING, "string");
    return text(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  private String text(char[] chars, int offset, int length) {
    if (length > REUSED_LENGTH) {
      return WholeText.of(new String(chars, offset, length));
    }
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + chars[i];
    }
    int slot = (hash ^ hash >>> 16) & (REUSED_SLOTS - 1);
    String before = recent[slot];
    if (before != null && isSame(before, chars, offset, length)) {
      return before;
    }
    String text = WholeText.of(new String(chars, offset, length));
    recent[slot] = text;
    return text;
  }

  private static boolean isSame(String text, char[] chars, int offset, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }

  /** A whole number of 32 bits; null if there is a null. */
  @Nullable Integer int32() throws IOException, AlertException {
    Long number = wholeNumber("int32");
    if (number == null) {
      return null;
    }
    if (number.intValue() != number) {
      throw wrongType("number " + number, "int32");
    }
    return number.intValue();
  }

  /** A whole number of 64 bits; null if there is a null. */
  @Nullable Long int64() throws IOException, AlertException {
    return wholeNumber("int64");
  }

  private @Nullable Long wholeNumber(String type) throws IOException, AlertException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      throw wrongType("number " + json.getText(), type);
    }
    require(JsonToken.VALUE_NUMBER_INT, type);
    try {
      return json.getLongValue();
    } catch (InputCoercionException e) {
      throw wrongType("number " + json.getText(), type);
    }
  }

  /** A number of single precision; null if there is a null. */
  @Nullable Float float32() throws IOException, AlertException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      require(JsonToken.VALUE_NUMBER_FLOAT, "float32");
    }
    float number = Float.parseFloat(json.getText());
    if (Float.isInfinite(number)) {
      throw wrongType("number " + json.getText(), "float32");
    }
    return number;
  }

  /** True or false; null if there is a null. */
  @Nullable Boolean flag() throws IOException, AlertException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!json.currentToken().isBoolean()) {
      throw wrongType("bool");
    }
    return json.currentToken() == JsonToken.VALUE_TRUE;
  }

  /** Where it is another value, Go would first have seen whether that value ends. */
  private void require(JsonToken token, String type) throws IOException, AlertException {
    if (json.currentToken() != token) {
      AlertException wrong = wrongType(type);
      json.skipChildren();
      throw wrong;
    }
  }

  private AlertException wrongType(String type) {
    return wrongType(noun(json.currentToken()), type);
  }

  private AlertException wrongType(String found, String type) {
    String into =
        path.isEmpty() ? "value" : "struct field " + struct + "." + String.join(".", path);
    return new AlertException(
        Kind.MALFORMED,
        "json: cannot unmarshal " + found + " into Go " + into + " of type " + type);
  }

  private static String noun(@Nullable JsonToken token) {
    if (token == JsonToken.VALUE_STRING) {
      return "string";
    }
    if (token == JsonToken.START_ARRAY) {
      return "array";
    }
    if (token == JsonToken.START_OBJECT) {
      return "object";
    }
    return token != null && token.isNumeric() ? "number" : "bool";
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
