package io.gatehouse.detector.helper;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments as their declared types say. */
final class Arguments {
  private Arguments() {}

  static String text(@Nullable Object[] arguments, int index) {
    return (String) Objects.requireNonNull(arguments[index]);
  }

  static long whole(@Nullable Object[] arguments, int index) {
    return (Long) Objects.requireNonNull(arguments[index]);
  }

  static double decimal(@Nullable Object[] arguments, int index) {
    return (Double) Objects.requireNonNull(arguments[index]);
  }

  static List<?> list(@Nullable Object[] arguments, int index) {
    return (List<?>) Objects.requireNonNull(arguments[index]);
  }

  /** A map that a function may write to. */
  @SuppressWarnings("unchecked") // maps of expressions have text keys
  static Map<String, @Nullable Object> map(@Nullable Object[] arguments, int index) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(arguments[index]);
  }

  /** A text for a message, not too long. */
  static String shown(String text) {
    return "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'";
  }
}
