package io.gatehouse.detector.parse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the value of an expression becomes a text. */
final class Values {
  private Values() {}

  /**
   * A text as it is, a number in decimal, a fraction with six digits; empty for what has no text: a
   * map, a list or nothing.
   *
   * @return null for a value that no rule may have here, such as a bool
   */
  static @Nullable String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Double || value instanceof Float) {
      return fraction(((Number) value).doubleValue());
    }
    if (value instanceof Long || value instanceof Integer) {
      return value.toString();
    }
    return value == null || value instanceof Map<?, ?> || value instanceof List<?> ? "" : null;
  }

  /** As Go's {@code %f} writes it. */
  static String fraction(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
