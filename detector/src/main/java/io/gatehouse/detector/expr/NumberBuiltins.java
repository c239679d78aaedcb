package io.gatehouse.detector.expr;

import static io.gatehouse.detector.expr.Type.ANY;
import static io.gatehouse.detector.expr.Type.DURATION;
import static io.gatehouse.detector.expr.Type.FLOAT;
import static io.gatehouse.detector.expr.Type.INT;
import static io.gatehouse.detector.expr.Type.STRING;

import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Built-in functions of numbers, and what becomes a number or a duration. */
final class NumberBuiltins {
  /** Longer texts are no numbers that anybody means, and would be costly to look at. */
  private static final int MAX_DIGITS = 400;

  private static final Type NUMERIC = Type.oneOf(INT, FLOAT, STRING);

  static final List<Function> ALL =
      List.of(
          Function.of("int", INT, List.of(NUMERIC), (e, a) -> whole(a[0])),
          Function.of("float", FLOAT, List.of(NUMERIC), (e, a) -> decimal(a[0])),
          Function.of("abs", ANY, List.of(Type.number()), (e, a) -> abs(a[0]))
              .returning(arguments -> arguments.get(0)),
          Function.of("ceil", FLOAT, List.of(FLOAT), (e, a) -> Math.ceil((Double) of(a[0]))),
          Function.of("floor", FLOAT, List.of(FLOAT), (e, a) -> Math.floor((Double) of(a[0]))),
          Function.of("round", FLOAT, List.of(FLOAT), (e, a) -> round((Double) of(a[0]))),
          Function.of("max", ANY, List.of(ANY), (e, a) -> extreme("max()", a, 1)).repeated(),
          Function.of("min", ANY, List.of(ANY), (e, a) -> extreme("min()", a, -1)).repeated(),
          Function.of("mean", FLOAT, List.of(ANY), (e, a) -> mean(a)).repeated(),
          Function.of("median", FLOAT, List.of(ANY), (e, a) -> median(a)).repeated(),
          Function.of("duration", DURATION, List.of(STRING), (e, a) -> duration((String) of(a[0]))),
          bits("bitand", (a, b) -> a & b),
          bits("bitor", (a, b) -> a | b),
          bits("bitxor", (a, b) -> a ^ b),
          bits("bitnand", (a, b) -> a & ~b),
          bits("bitshl", (a, b) -> b > 63 ? 0 : a << b),
          bits("bitshr", (a, b) -> a >> Math.min(b, 63)),
          bits("bitushr", (a, b) -> b > 63 ? 0 : a >>> b),
          Function.of("bitnot", INT, List.of(INT), (e, a) -> ~(Long) of(a[0])));

  private NumberBuiltins() {}

  private static Object of(@Nullable Object argument) {
    return java.util.Objects.requireNonNull(argument);
  }

  /** Two numbers to one. */
  private interface Bits {
    long of(long a, long b);
  }

  private static Function bits(String name, Bits body) {
    return Function.of(
        name,
        INT,
        List.of(INT, INT),
        (e, a) -> {
          long second = (Long) of(a[1]);
          if (name.contains("sh") && second < 0) {
            throw new EvaluationException(name + "() by less than nothing");
          }
          return body.of((Long) of(a[0]), second);
        });
  }

  /** A string must be a decimal integer; a float loses its fraction. */
  private static Long whole(@Nullable Object value) throws EvaluationException {
    if (value instanceof Number number) {
      return number.longValue();
    }
    try {
      return Long.valueOf((String) of(value));
    } catch (NumberFormatException e) {
      throw new EvaluationException("int() wants a decimal integer, got " + shown(value));
    }
  }

  private static Double decimal(@Nullable Object value) throws EvaluationException {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    String text = (String) of(value);
    // Java's parser takes white space and the suffixes d and f, Go's does not.
    if (text.length() <= MAX_DIGITS
        && text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
      return Double.valueOf(text);
    }
    throw new EvaluationException("float() wants a number, got " + shown(value));
  }

  private static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
  }

  private static Object abs(@Nullable Object value) {
    return value instanceof Long number
        ? (Object) Math.abs(number)
        : (Object) Math.abs((Double) of(value));
  }

  /** Halves go away from zero, as in Go. */
  private static double round(double value) {
    return Math.abs(value) < 0x1p52
        ? Math.copySign(Math.floor(Math.abs(value) + 0.5), value)
        : value;
  }

  private static @Nullable Object extreme(String who, @Nullable Object[] arguments, int sign)
      throws EvaluationException {
    Object best = null;
    for (Number number : numbers(who, arguments)) {
      if (best == null || Values.compare(who, number, best) * sign > 0) {
        best = number;
      }
    }
    return best;
  }

  private static List<Number> numbers(String who, @Nullable Object[] arguments)
      throws EvaluationException {
    List<Number> numbers = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof Number number) {
        numbers.add(number);
      } else {
        for (Object item : Coerce.list(argument, who)) {
          numbers.addAll(numbers(who, new @Nullable Object[] {requireNumber(who, item)}));
        }
      }
    }
    return numbers;
  }

  private static Object requireNumber(String who, @Nullable Object item)
      throws EvaluationException {
    if (item instanceof Number) {
      return item;
    }
    throw Coerce.refused(who, "numbers", item);
  }

  private static double mean(@Nullable Object[] arguments) throws EvaluationException {
    return numbers("mean()", arguments).stream()
        .mapToDouble(Number::doubleValue)
        .average()
        .orElse(0);
  }

  private static double median(@Nullable Object[] arguments) throws EvaluationException {
    double[] sorted =
        numbers("median()", arguments).stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return 0;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Duration duration(String text) throws EvaluationException {
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException e) {
      throw new EvaluationException("duration() wants one such as '1h30m', got " + shown(text));
    }
  }
}
