package io.gatehouse.detector.expr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality and order of values whose types are known at run time only. */
final class Values {
  private Values() {}

  /** Numbers by value whatever their type, lists and maps by content; other kinds never equal. */
  static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    if (a == null || b == null) {
      return false;
    }
    if (a instanceof Number left && b instanceof Number right) {
      return sameNumber(left, right);
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      return sameItems(left, right);
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return sameEntries(left, right);
    }
    return a.equals(b);
  }

  private static boolean sameNumber(Number a, Number b) {
    return (a instanceof Long && b instanceof Long)
        ? a.longValue() == b.longValue()
        : a.doubleValue() == b.doubleValue();
  }

  private static boolean sameItems(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!equal(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      if (!b.containsKey(entry.getKey()) || !equal(entry.getValue(), b.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Numbers with numbers, strings with strings by code point, times, durations. */
  static int compare(String operator, @Nullable Object a, @Nullable Object b)
      throws EvaluationException {
    if (a instanceof Number left && b instanceof Number right) {
      return left instanceof Long && right instanceof Long
          ? Long.compare(left.longValue(), right.longValue())
          : Double.compare(left.doubleValue(), right.doubleValue());
    }
    if (a instanceof String left && b instanceof String right) {
      return compare(left, right);
    }
    if (a instanceof Instant left && b instanceof Instant right) {
      return left.compareTo(right);
    }
    if (a instanceof Duration left && b instanceof Duration right) {
      return left.compareTo(right);
    }
    throw new EvaluationException(
        operator + " cannot compare " + Coerce.nameOf(a) + " and " + Coerce.nameOf(b));
  }

  /** By code point, which is the order of UTF-8 bytes that upstream has. */
  static int compare(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        return Integer.compare(rank(left), rank(right));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Surrogates stand for what is above U+FFFF. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
