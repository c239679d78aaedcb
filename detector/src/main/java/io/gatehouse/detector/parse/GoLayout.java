package io.gatehouse.detector.parse;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A layout of Go's package time: the reference time {@code Mon Jan 2 15:04:05 MST 2006} as the log
 * would write it. Reads as Go does (golang/go:src/time/format.go): one or two digits where the
 * layout has one, any run of spaces for a run of spaces, a fraction behind the seconds even if the
 * layout has none. Immutable, thread-safe.
 */
final class GoLayout {
  private static final int LIMIT_CACHED = 1_000;
  private static final Map<String, GoLayout> CACHE = new ConcurrentHashMap<>();

  /** Longer ones first where one begins another. */
  private static final List<Part> PARTS =
      List.of(
          new Part("January", LayoutField.LONG_MONTH),
          new Part("Jan", LayoutField.MONTH),
          new Part("Monday", LayoutField.LONG_WEEKDAY),
          new Part("Mon", LayoutField.WEEKDAY),
          new Part("MST", LayoutField.ZONE_NAME),
          new Part("01", LayoutField.ZERO_MONTH_NUMBER),
          new Part("02", LayoutField.ZERO_DAY),
          new Part("03", LayoutField.ZERO_HOUR_12),
          new Part("04", LayoutField.ZERO_MINUTE),
          new Part("05", LayoutField.ZERO_SECOND),
          new Part("06", LayoutField.SHORT_YEAR),
          new Part("15", LayoutField.HOUR),
          new Part("1", LayoutField.MONTH_NUMBER),
          new Part("2006", LayoutField.YEAR),
          new Part("2", LayoutField.DAY),
          new Part("_2006", null),
          new Part("_2", LayoutField.SPACED_DAY),
          new Part("3", LayoutField.HOUR_12),
          new Part("4", LayoutField.MINUTE),
          new Part("5", LayoutField.SECOND),
          new Part("PM", LayoutField.UPPER_HALF),
          new Part("pm", LayoutField.LOWER_HALF),
          new Part("Z07:00", LayoutField.Z_COLON_ZONE),
          new Part("Z0700", LayoutField.Z_ZONE),
          new Part("-07:00", LayoutField.COLON_ZONE),
          new Part("-0700", LayoutField.ZONE),
          new Part("-07", LayoutField.HOUR_ZONE));

  private final List<Step> steps;

  private GoLayout(List<Step> steps) {
    this.steps = steps;
  }

  private record Part(String text, @Nullable LayoutField field) {}

  /**
   * A text that has to be there, and what follows it.
   *
   * @param digits of a fraction; 0 where any number will do
   */
  private record Step(String literal, @Nullable LayoutField field, int digits) {}

  /** A time without the year that a log may leave out. */
  record Reading(
      int year, int month, int day, int hour, int minute, int second, int nano, ZoneOffset zone) {

    /** In a year; the last day of a February that has no such day becomes the first of March. */
    LocalDateTime in(int actual) {
      return LocalDate.of(actual, month, 1).plusDays(day - 1L).atTime(hour, minute, second, nano);
    }
  }

  /** A layout that rules bring, which are few; the same text is the same layout. */
  static GoLayout cached(String layout) {
    GoLayout known = CACHE.get(layout);
    if (known != null) {
      return known;
    }
    GoLayout made = of(layout);
    if (CACHE.size() < LIMIT_CACHED) {
      CACHE.put(layout, made);
    }
    return made;
  }

  /** A layout; any text is one. */
  static GoLayout of(String layout) {
    List<Step> steps = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      int fraction = fractionDigits(layout, at);
      Part part = fraction > 0 ? null : partAt(layout, at);
      if (fraction > 0) {
        boolean any = layout.charAt(at + 1) == '9';
        steps.add(
            new Step(
                literal.toString(),
                any ? LayoutField.ANY_FRACTION : LayoutField.FRACTION,
                fraction));
        at += 1 + fraction;
        literal.setLength(0);
      } else if (part != null && part.field() != null) {
        steps.add(new Step(literal.toString(), part.field(), 0));
        at += part.text().length();
        literal.setLength(0);
      } else {
        literal.append(layout.charAt(at++));
      }
    }
    steps.add(new Step(literal.toString(), null, 0));
    return new GoLayout(List.copyOf(steps));
  }

  private static @Nullable Part partAt(String layout, int at) {
    for (Part part : PARTS) {
      if (layout.startsWith(part.text(), at)) {
        return part;
      }
    }
    return null;
  }

  /** How many zeros or nines stand behind a point or comma that is followed by no other digit. */
  private static int fractionDigits(String layout, int at) {
    char point = layout.charAt(at);
    if ((point != '.' && point != ',') || at + 1 == layout.length()) {
      return 0;
    }
    char digit = layout.charAt(at + 1);
    int end = at + 1;
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean last = end == layout.length() || !Character.isDigit(layout.charAt(end));
    return (digit == '0' || digit == '9') && last ? end - at - 1 : 0;
  }

  /** The time that a text is; empty if it is not of this layout. */
  Optional<Reading> read(String text) {
    return read(new TimeCursor(text));
  }

  /** The same; the cursor may have been used for another layout. */
  Optional<Reading> read(TimeCursor cursor) {
    cursor.rewind();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!cursor.skip(step.literal())) {
        return Optional.empty();
      }
      LayoutField field = step.field();
      if (field != null && !field.read(cursor, step.digits())) {
        return Optional.empty();
      }
      if (field != null && field.isSecond() && !fractionFollows(i)) {
        cursor.fractionIfAny();
      }
    }
    return cursor.atEnd() ? reading(cursor) : Optional.empty();
  }

  private boolean fractionFollows(int step) {
    Step next = steps.get(step + 1);
    return next.literal().isEmpty()
        && (next.field() == LayoutField.FRACTION || next.field() == LayoutField.ANY_FRACTION);
  }

  private static Optional<Reading> reading(TimeCursor read) {
    boolean leapUnknown = read.year == 0;
    int days = leapUnknown && read.month == 2 ? 29 : daysOf(read);
    if (read.day < 1 || read.day > days) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Reading(
              read.year,
              read.month,
              read.day,
              read.hour(),
              read.minute,
              read.second,
              read.nano,
              ZoneOffset.ofTotalSeconds(read.zoneSeconds)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int daysOf(TimeCursor read) {
    return YearMonth.of(read.year, read.month).lengthOfMonth();
  }
}
