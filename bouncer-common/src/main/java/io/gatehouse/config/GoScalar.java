package io.gatehouse.config;

import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.util.Set;

/** Reads single values the way Go's YAML decoder does for a field of that type. */
final class GoScalar {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");

  private GoScalar() {}

  static boolean flag(String text) {
    if (TRUE.contains(text)) {
      return true;
    }
    if (FALSE.contains(text)) {
      return false;
    }
    throw new IllegalArgumentException("write true or false");
  }

  /** Base by prefix as {@code strconv.ParseInt(text, 0, 64)} has it, so that 010 is eight. */
  static long integer(String text) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    String bare = digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
    try {
      long value = magnitude(bare);
      return negative ? -value : value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a whole number is expected", e);
    }
  }

  private static long magnitude(String digits) {
    if (!digits.isEmpty() && !Character.isLetterOrDigit(digits.charAt(0))) {
      throw new NumberFormatException("two signs");
    }
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return Long.parseLong(digits);
    }
    return switch (digits.charAt(1)) {
      case 'x', 'X' -> Long.parseLong(digits.substring(2), 16);
      case 'o', 'O' -> Long.parseLong(digits.substring(2), 8);
      case 'b', 'B' -> Long.parseLong(digits.substring(2), 2);
      default -> Long.parseLong(digits, 8);
    };
  }

  static Duration duration(String text) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.equals("0")) {
      throw new IllegalArgumentException("a unit is missing; write \"" + text + "s\"");
    }
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a duration is expected, such as 10s, 1m30s or 4h", e);
    }
  }
}
