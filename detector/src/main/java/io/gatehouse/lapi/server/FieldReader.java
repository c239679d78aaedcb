package io.gatehouse.lapi.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of an object and gathers what is missing or too long, so that a client hears of all
 * of it at once. A value of another kind is refused at once, as Go's decoder does.
 */
final class FieldReader {
  private final Map<String, @Nullable Object> fields;
  private final String prefix;
  private final List<String> problems;

  private FieldReader(Map<String, @Nullable Object> fields, String prefix, List<String> problems) {
    this.fields = fields;
    this.prefix = prefix;
    this.problems = problems;
  }

  static FieldReader of(Map<String, @Nullable Object> fields) {
    return new FieldReader(fields, "", new ArrayList<>());
  }

  /** A text that must be there; empty, and a problem, where it is not. */
  String required(String name) throws RefusedException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      missing(name);
    }
    return text.orElse("");
  }

  Optional<String> text(String name) throws RefusedException {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw wrongKind(name, value, "string");
  }

  /** A whole number that must be there; 0, and a problem, where it is not. */
  long requiredNumber(String name) throws RefusedException {
    Object value = fields.get(name);
    if (value == null) {
      missing(name);
      return 0;
    }
    if (value instanceof Number number && !(value instanceof Double)) {
      return number.longValue();
    }
    throw wrongKind(name, value, "int64");
  }

  /** Any number must be there. */
  void requireNumber(String name) throws RefusedException {
    Object value = fields.get(name);
    if (value == null) {
      missing(name);
    } else if (!(value instanceof Number)) {
      throw wrongKind(name, value, "float64");
    }
  }

  /** Every field is a text, and not too long. */
  void requireTexts(int longest) throws RefusedException {
    for (String name : fields.keySet()) {
      atMost(name, text(name).orElse(""), longest);
    }
  }

  /** Texts; none where the field is absent. */
  List<String> texts(String name) throws RefusedException {
    List<String> texts = new ArrayList<>();
    for (Object value : values(name)) {
      if (!(value instanceof String text)) {
        throw wrongKind(name, value, "string");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> values(String name) throws RefusedException {
    Object value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrongKind(name, value, "array");
  }

  /** Objects of a list; none where the field is absent. */
  List<FieldReader> objects(String name) throws RefusedException {
    List<FieldReader> objects = new ArrayList<>();
    for (Object value : values(name)) {
      objects.add(reader(name + "." + objects.size(), value));
    }
    return objects;
  }

  /** An object; empty where the field is absent. */
  Optional<FieldReader> object(String name) throws RefusedException {
    Object value = fields.get(name);
    return value == null ? Optional.empty() : Optional.of(reader(name, value));
  }

  @SuppressWarnings("unchecked") // JsonTree makes no other maps
  private FieldReader reader(String name, @Nullable Object value) throws RefusedException {
    if (value instanceof Map<?, ?> map) {
      return new FieldReader((Map<String, @Nullable Object>) map, prefix + name + ".", problems);
    }
    throw wrongKind(name, value, "object");
  }

  /** The value as it stands, or null. */
  @Nullable Object raw(String name) {
    return fields.get(name);
  }

  void missing(String name) {
    problems.add(prefix + name + " in body is required");
  }

  /** A text is at most so long. */
  String atMost(String name, String text, int length) {
    if (text.codePointCount(0, text.length()) > length) {
      problems.add(prefix + name + " in body should be at most " + length + " chars long");
    }
    return text;
  }

  /** A text is at least so long. */
  String atLeast(String name, String text, int length) {
    if (text.codePointCount(0, text.length()) < length) {
      problems.add(prefix + name + " in body should be at least " + length + " chars long");
    }
    return text;
  }

  /** All that was found; empty if nothing was. */
  Optional<String> problems() {
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of("validation failure list:\n" + String.join("\n", problems));
  }

  private RefusedException wrongKind(String name, @Nullable Object value, String wanted) {
    return RefusedException.badRequest(
        "json: cannot unmarshal "
            + JsonTree.kind(value)
            + " into Go struct field "
            + prefix
            + name
            + " of type "
            + wanted);
  }
}
