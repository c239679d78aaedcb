package io.gatehouse.detector.regex;

import org.jspecify.annotations.Nullable;

/**
 * How often something may come.
 *
 * @param count as written, without the sign behind it
 * @param max 0 where there is no limit
 * @param lazy as few as possible
 * @param possessive without giving any back
 */
record Repeat(String count, int min, int max, boolean lazy, boolean possessive) {
  private static final int UNLIMITED = 0;

  /** What repeats the part before, or null. A '{' that begins no count is a literal. */
  static @Nullable Repeat read(Cursor in, boolean extras) throws PatternException {
    Repeat repeat =
        switch (in.peek()) {
          case '*' -> new Repeat(in.take(1), 0, UNLIMITED, false, false);
          case '+' -> new Repeat(in.take(1), 1, UNLIMITED, false, false);
          case '?' -> new Repeat(in.take(1), 0, 1, false, false);
          case '{' -> counted(in);
          default -> null;
        };
    if (repeat == null || in.atEnd()) {
      return repeat;
    }
    boolean possessive = extras && !repeat.count.startsWith("{") && in.skip("+");
    return new Repeat(
        repeat.count, repeat.min, repeat.max, !possessive && in.skip("?"), possessive);
  }

  static boolean follows(Cursor in) throws PatternException {
    int here = in.position();
    boolean found = read(in, false) != null;
    in.back(here);
    return found;
  }

  private static @Nullable Repeat counted(Cursor in) throws PatternException {
    int start = in.position();
    in.next();
    int min = number(in);
    int max = min;
    if (min >= 0 && in.skip(",")) {
      max = in.at("}") ? UNLIMITED : number(in);
    }
    if (min < 0 || max < 0 || !in.skip("}")) {
      in.back(start);
      return null;
    }
    if (max != UNLIMITED && max < min) {
      throw in.error("a repeat whose end is before its begin");
    }
    return new Repeat(in.since(start), min, max, false, false);
  }

  private static int number(Cursor in) {
    int number = -1;
    while (in.peek() >= '0' && in.peek() <= '9' && number < 100_000) {
      number = Math.max(number, 0) * 10 + (in.next() - '0');
    }
    return number;
  }

  /** For {@code java.util.regex}; {@code turned} swaps greedy and lazy. */
  String java(boolean turned) {
    return count + (possessive ? "+" : lazy != turned ? "?" : "");
  }

  /** For RE2. */
  String text() {
    return count + (lazy ? "?" : "");
  }
}
