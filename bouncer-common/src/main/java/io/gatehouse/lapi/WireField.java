package io.gatehouse.lapi;

import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The fields of a decision on the wire. */
enum WireField {
  DURATION,
  ID,
  ORIGIN,
  SCENARIO,
  SCOPE,
  SIMULATED,
  TYPE,
  UUID,
  VALUE,
  /** Any that is none of the others. */
  UNKNOWN;

  private static final Map<String, WireField> BY_NAME = new HashMap<>();

  static {
    for (WireField field : values()) {
      BY_NAME.put(field.text.getValue(), field);
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // it caches its bytes, and always says the same
  private final SerializedString text = new SerializedString(name().toLowerCase(Locale.ROOT));

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final byte[] nameAndQuote = (text.getValue() + '"').getBytes(StandardCharsets.US_ASCII);

  /** Its name as bytes, to compare input with before it is made a text. */
  SerializedString text() {
    return text;
  }

  /** Its name in plain ASCII and the quote that ends it. */
  byte[] nameAndQuote() {
    return nameAndQuote;
  }

  /** The field of this name, in any case of letters, as Go matches them. */
  static WireField of(String name) {
    WireField exact = BY_NAME.get(name);
    return exact != null ? exact : BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), UNKNOWN);
  }
}
