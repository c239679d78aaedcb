package io.gatehouse.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A YAML document as data: where each value stands, and its text as written. A scalar has no type
 * of its own: whoever reads it says which one is wanted, as Go's decoders do, so that {@code yes}
 * in a text stays "yes". Immutable.
 */
sealed interface YamlValue {

  /** Where it begins. */
  Place at();

  /** What to call it in a message. */
  String noun();

  /** A single value. */
  record Scalar(Place at, String text, boolean plain) implements YamlValue {
    private static final Set<String> NULL_WORDS = Set.of("", "~", "null", "Null", "NULL");

    /** Whether it is an unquoted null word, or nothing at all. */
    boolean isNull() {
      return plain && NULL_WORDS.contains(text);
    }

    @Override
    public String noun() {
      return "scalar";
    }
  }

  /** A list. */
  record Sequence(Place at, List<YamlValue> items) implements YamlValue {
    @Override
    public String noun() {
      return "sequence";
    }
  }

  /** Fields by name, in the order of the file. */
  record Mapping(Place at, Map<String, Field> fields) implements YamlValue {
    @Override
    public String noun() {
      return "mapping";
    }
  }

  /** A value, and where its key stands. */
  record Field(Place keyAt, YamlValue value) {}

  /** Whether the value is there but says nothing. */
  static boolean isNull(YamlValue value) {
    return value instanceof Scalar scalar && scalar.isNull();
  }
}
