package io.gatehouse.decision;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;

/**
 * Durations as CrowdSec writes them: Go's {@code time.Duration} text ({@code 3h59m57.6s}, {@code
 * -2h}, {@code 300ms}), and the leading days that LAPI accepts besides ({@code 7d}, {@code 1d12h}).
 */
public final class GoDuration {
  private static final long DAY = 86_400_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long MAX_SECONDS = Long.MAX_VALUE / SECOND;
  private static final int MAX_DIGITS = 9;
  private static final long UNUSUAL = Long.MIN_VALUE;

  private GoDuration() {}

  /**
   * Reads a duration. Values beyond ±292 years are cut to that.
   *
   * @throws IllegalArgumentException with the text, if it is empty, has no unit or is otherwise not
   *     a duration
   */
  public static Duration parse(CharSequence text) {
    return Duration.ofNanos(nanos(text));
  }

  /** Like {@link #parse}, as a number of nanoseconds. */
  public static long nanos(CharSequence text) {
    byte[] ascii = text.toString().getBytes(US_ASCII);
    long seconds = wholeSeconds(ascii, 0, ascii.length);
    return seconds != UNUSUAL ? seconds * SECOND : anyNanos(text);
  }

  /** Like {@link #nanos(CharSequence)}, of the ASCII text that stands in these bytes. */
  public static long nanos(byte[] ascii, int start, int end) {
    long seconds = wholeSeconds(ascii, start, end);
    return seconds != UNUSUAL
        ? seconds * SECOND
        : anyNanos(new String(ascii, start, end - start, US_ASCII));
  }

  /** What LAPI has written since 1.6.3: hours, minutes, seconds, no fraction; else UNUSUAL. */
  private static long wholeSeconds(byte[] text, int start, int end) {
    boolean negative = start < end && text[start] == '-';
    long seconds = 0;
    long number = 0;
    int digits = 0;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      byte c = text[i];
      if (c >= '0' && c <= '9') {
        number = number * 10 + (c - '0');
        digits++;
      } else {
        long unit = wholeUnit(c);
        if (digits == 0 || digits > MAX_DIGITS || unit == 0) {
          return UNUSUAL;
        }
        seconds += number * unit;
        number = 0;
        digits = 0;
      }
    }
    return digits == 0 && seconds > 0 && seconds < MAX_SECONDS
        ? (negative ? -seconds : seconds)
        : UNUSUAL;
  }

  private static long wholeUnit(byte unit) {
    return unit == 's' ? 1 : unit == 'm' ? 60 : unit == 'h' ? 3600 : 0;
  }

  private static long anyNanos(CharSequence text) {
    int end = text.length();
    int at = end > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    if (at == end) {
      throw malformed(text);
    }
    if (end - at == 1 && text.charAt(at) == '0') {
      return 0;
    }
    double total = 0;
    while (at < end) {
      int unitAt = endOf(text, at, true);
      int next = endOf(text, unitAt, false);
      if (unitAt == at || next == unitAt) {
        throw malformed(text);
      }
      total += number(text, at, unitAt) * unit(text, unitAt, next);
      at = next;
    }
    return Math.round(text.charAt(0) == '-' ? -total : total);
  }

  /** Writes whole seconds as Go does: {@code 0s}, {@code 3m0s}, {@code 164h35m33s}. */
  public static String format(Duration duration) {
    long seconds = Math.abs(duration.toSeconds());
    StringBuilder text = new StringBuilder();
    if (duration.toSeconds() < 0) {
      text.append('-');
    }
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append('m');
    }
    return text.append(seconds % 60).append('s').toString();
  }

  /**
   * Writes it as Go does, to the nanosecond: {@code 1.5s}, {@code 2m0.25s}, {@code 300ms}, {@code
   * 15µs}.
   */
  public static String exact(Duration duration) {
    long nanos = Math.abs(duration.toNanos());
    if (nanos == 0 || nanos % SECOND == 0) {
      return format(duration);
    }
    String sign = duration.isNegative() ? "-" : "";
    if (nanos < SECOND) {
      return sign + smallest(nanos);
    }
    String whole = format(Duration.ofSeconds(nanos / SECOND));
    return sign + whole.substring(0, whole.length() - 1) + fraction(nanos % SECOND, SECOND) + 's';
  }

  private static String smallest(long nanos) {
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    long unit = nanos < 1_000_000 ? 1_000 : 1_000_000;
    return nanos / unit + fraction(nanos % unit, unit) + (unit == 1_000 ? "µs" : "ms");
  }

  /** The digits after the point, with it; nothing where there are none. */
  private static String fraction(long rest, long unit) {
    return rest == 0 ? "" : Long.toString(unit + rest).replaceAll("0+$", "").replaceFirst("1", ".");
  }

  private static int endOf(CharSequence text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && isNumeric(text.charAt(at)) == digits) {
      at++;
    }
    return at;
  }

  private static boolean isNumeric(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static double number(CharSequence text, int from, int end) {
    double value = 0;
    double fraction = 0;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (fraction != 0 || end - from == 1) {
          throw malformed(text);
        }
        fraction = 1;
      } else {
        fraction /= 10;
        value = fraction == 0 ? value * 10 + (c - '0') : value + (c - '0') * fraction;
      }
    }
    return value;
  }

  private static double unit(CharSequence text, int from, int end) {
    char first = text.charAt(from);
    double nanos = 0;
    if (end - from == 1) {
      nanos =
          switch (first) {
            case 's' -> 1e9;
            case 'm' -> 60e9;
            case 'h' -> 3600e9;
            case 'd' -> DAY;
            default -> 0;
          };
    } else if (end - from == 2 && text.charAt(from + 1) == 's') {
      nanos =
          switch (first) {
            case 'm' -> 1e6;
            case 'u', 'µ', 'μ' -> 1e3;
            case 'n' -> 1;
            default -> 0;
          };
    }
    if (nanos == 0) {
      throw malformed(text);
    }
    return nanos;
  }

  private static IllegalArgumentException malformed(CharSequence text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a duration; write a number and a unit, such as 10s or 4h");
  }
}
