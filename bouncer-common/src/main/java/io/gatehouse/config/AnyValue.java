package io.gatehouse.config;

import io.gatehouse.config.YamlValue.Mapping;
import io.gatehouse.config.YamlValue.Scalar;
import io.gatehouse.config.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values whose type the file decides, by YAML 1.2's core schema, which Go's decoders follow. */
final class AnyValue {
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?");

  private AnyValue() {}

  /** The fields of a mapping, in the order of the file; unmodifiable. */
  static Map<String, @Nullable Object> of(YamlValue mapping) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    ((Mapping) mapping).fields().forEach((key, field) -> values.put(key, any(field.value())));
    return Collections.unmodifiableMap(values);
  }

  private static @Nullable Object any(YamlValue value) {
    if (value instanceof Scalar scalar) {
      return scalar.plain() ? plain(scalar.text()) : scalar.text();
    }
    return value instanceof Sequence sequence ? list(sequence.items()) : of(value);
  }

  private static List<@Nullable Object> list(List<YamlValue> items) {
    List<@Nullable Object> values = new ArrayList<>();
    items.forEach(item -> values.add(any(item)));
    return Collections.unmodifiableList(values);
  }

  private static @Nullable Object plain(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (WHOLE.matcher(text).matches()) {
      return Long.parseLong(text);
    }
    return FLOAT.matcher(text).matches() ? (Object) Double.parseDouble(text) : text;
  }
}
