package io.gatehouse.detector.expr;

import io.gatehouse.decision.GoDuration;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as Go's package fmt prints them. */
public final class GoText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int MAX_DEPTH = 100;
  private static final int SHORTEST = 15;
  private static final int LONGEST = 17;

  private GoText() {}

  /** As {@code %v} prints it. */
  public static String plain(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    StringBuilder text = new StringBuilder();
    append(text, value, 0);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value, int depth) {
    if (depth > MAX_DEPTH || text.length() > Evaluation.MAX_TEXT) {
      text.append('…');
    } else if (value == null) {
      text.append("<nil>");
    } else if (value instanceof Double number) {
      text.append(shortest(number));
    } else if (value instanceof Duration duration) {
      text.append(GoDuration.format(duration));
    } else if (value instanceof Instant time) {
      text.append(TIME.format(time)).append(" +0000 UTC");
    } else if (value instanceof List<?> list) {
      appendList(text, list, depth);
    } else if (value instanceof Map<?, ?> map) {
      appendMap(text, map, depth);
    } else {
      text.append(value);
    }
  }

  private static void appendList(StringBuilder text, List<?> list, int depth) {
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : " ");
      append(text, list.get(i), depth + 1);
    }
    text.append(']');
  }

  private static void appendMap(StringBuilder text, Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    text.append("map[");
    String between = "";
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      text.append(between).append(entry.getKey()).append(':');
      append(text, entry.getValue(), depth + 1);
      between = " ";
    }
    text.append(']');
  }

  /** A float with six decimals, as {@code %f} prints it. */
  public static String decimals(double value) {
    return fixed(value, 6);
  }

  /** A float with that many decimals. */
  static String fixed(double value, int decimals) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    String text = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    boolean minus = Double.compare(value, 0) < 0 && !text.startsWith("-");
    return minus ? "-" + text : text;
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }

  /** The fewest digits that read back as the same number; an exponent below -4 and from 21 on. */
  static String shortest(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal digits = shortestDigits(value);
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 21) {
      return digits.toPlainString();
    }
    String unscaled = digits.unscaledValue().abs().toString();
    String mantissa =
        unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
    return (value < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  private static BigDecimal shortestDigits(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int precision = SHORTEST; precision < LONGEST; precision++) {
      BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return trimmed(rounded);
      }
    }
    return trimmed(exact.round(new MathContext(LONGEST, RoundingMode.HALF_EVEN)));
  }

  private static BigDecimal trimmed(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= 21
        ? stripped.setScale(0)
        : stripped;
  }
}
