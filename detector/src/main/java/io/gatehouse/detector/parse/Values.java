package io.gatehouse.detector.parse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the value of an expression becomes a text. */
final class Values {
  private Values() {}

  /**
   * A text as it is, a number in decimal, a fraction with six digits; empty for what has no text: a
   * map, a list or nothing.
   *
   * @return empty for a value that no rule may have here, such as a bool
   */
  static Optional<String> text(@Nullable Object value) {
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value instanceof Double || value instanceof Float) {
      return Optional.of(fraction(((Number) value).doubleValue()));
    }
    if (value instanceof Long || value instanceof Integer) {
      return Optional.of(value.toString());
    }
    return value == null || value instanceof Map<?, ?> || value instanceof List<?>
        ? Optional.of("")
        : Optional.empty();
  }

  /** As Go's {@code %f} writes it. */
  static String fraction(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
