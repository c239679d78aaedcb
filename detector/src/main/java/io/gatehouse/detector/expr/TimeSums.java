package io.gatehouse.detector.expr;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code + - *} of what is not known to be two numbers: strings, times, durations, any. */
final class TimeSums {
  private static final double NANOS = 1e9;

  private TimeSums() {}

  /** The type of the result, or null if there is none. */
  static @Nullable Type typeOf(String operator, Type a, Type b) {
    if (operator.equals("*")) {
      return product(a, b);
    }
    if (a == Type.ANY || b == Type.ANY) {
      Type known = a == Type.ANY ? b : a;
      return unknown(operator, known, b);
    }
    if (operator.equals("+") && a == Type.STRING && b == Type.STRING) {
      return Type.STRING;
    }
    if (a == Type.DURATION && b == Type.DURATION) {
      return Type.DURATION;
    }
    if (a == Type.TIME && b == Type.DURATION) {
      return Type.TIME;
    }
    if (operator.equals("+")) {
      return a == Type.DURATION && b == Type.TIME ? Type.TIME : null;
    }
    return a == Type.TIME && b == Type.TIME ? Type.DURATION : null;
  }

  private static @Nullable Type unknown(String operator, Type known, Type right) {
    if (operator.equals("+") && known == Type.STRING) {
      return Type.STRING;
    }
    boolean sortable =
        known.numeric() || known == Type.TIME || known == Type.DURATION || known == right;
    return sortable && known != Type.STRING && known != Type.BOOL ? Type.ANY : null;
  }

  private static @Nullable Type product(Type a, Type b) {
    boolean durations = a == Type.DURATION || b == Type.DURATION;
    Type other = a == Type.DURATION ? b : a;
    if (durations) {
      return other.numeric() ? Type.DURATION : null;
    }
    return a.numeric() && b.numeric() ? Type.ANY : null;
  }

  static Object compute(Evaluation e, String operator, @Nullable Object a, @Nullable Object b)
      throws EvaluationException {
    if (a instanceof Number left && b instanceof Number right) {
      return numbers(operator, left, right);
    }
    if (operator.equals("+") && a instanceof String left && b instanceof String right) {
      e.text((long) left.length() + right.length());
      return left + right;
    }
    Object sum = operator.equals("*") ? times(a, b) : times(operator, a, b);
    if (sum == null) {
      throw new EvaluationException(
          operator + " cannot take " + Coerce.nameOf(a) + " and " + Coerce.nameOf(b));
    }
    return sum;
  }

  static Object negated(@Nullable Object value) throws EvaluationException {
    if (value instanceof Long number) {
      return -number;
    }
    if (value instanceof Double number) {
      return -number;
    }
    throw Coerce.refused("-", "number", value);
  }

  private static Object numbers(String operator, Number a, Number b) {
    if (a instanceof Long left && b instanceof Long right) {
      return switch (operator) {
        case "+" -> left + right;
        case "-" -> left - right;
        default -> left * right;
      };
    }
    return switch (operator) {
      case "+" -> a.doubleValue() + b.doubleValue();
      case "-" -> a.doubleValue() - b.doubleValue();
      default -> a.doubleValue() * b.doubleValue();
    };
  }

  private static @Nullable Object times(@Nullable Object a, @Nullable Object b)
      throws EvaluationException {
    if (a instanceof Duration duration && b instanceof Number number) {
      return scaled(duration, number.doubleValue());
    }
    return b instanceof Duration duration && a instanceof Number number
        ? scaled(duration, number.doubleValue())
        : null;
  }

  private static Duration scaled(Duration duration, double factor) throws EvaluationException {
    double nanos = (duration.getSeconds() * NANOS + duration.getNano()) * factor;
    if (Double.isNaN(nanos) || Math.abs(nanos) > Long.MAX_VALUE) {
      throw new EvaluationException("a duration of more than 292 years");
    }
    return Duration.ofNanos((long) nanos);
  }

  private static @Nullable Object times(String operator, @Nullable Object a, @Nullable Object b)
      throws EvaluationException {
    try {
      boolean plus = operator.equals("+");
      if (a instanceof Duration left && b instanceof Duration right) {
        return plus ? left.plus(right) : left.minus(right);
      }
      if (a instanceof Instant left && b instanceof Duration right) {
        return plus ? left.plus(right) : left.minus(right);
      }
      if (plus) {
        return a instanceof Duration left && b instanceof Instant right ? right.plus(left) : null;
      }
      return a instanceof Instant left && b instanceof Instant right
          ? Duration.between(right, left)
          : null;
    } catch (java.time.DateTimeException | ArithmeticException e) {
      throw new EvaluationException(operator + " leaves the range of time");
    }
  }
}
