package io.gatehouse.detector.parse;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A time as a log writes it, once it is understood (crowdsec:pkg/parser/enrich_date.go).
 *
 * @param instant when it is
 * @param text RFC 3339, in the log's own zone, with as much of a fraction as there is
 */
record LogTime(Instant instant, String text) {
  /** The end of the year 9999, beyond which RFC 3339 has no text. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final List<GoLayout> KNOWN =
      List.of(
          GoLayout.of("2006-01-02T15:04:05Z07:00"),
          GoLayout.of("02/Jan/2006:15:04:05 -0700"),
          GoLayout.of("Mon Jan 2 15:04:05 2006"),
          GoLayout.of("02-Jan-2006 15:04:05 europe/paris"),
          GoLayout.of("01/02/2006 15:04:05"),
          GoLayout.of("2006-01-02 15:04:05.999999999 -0700 MST"),
          GoLayout.of("Jan  2 15:04:05"),
          GoLayout.of("Mon Jan 02 15:04:05.000000 2006"),
          GoLayout.of("2006/01/02"),
          GoLayout.of("2006/01/02 15:04"),
          GoLayout.of("2006-01-02"),
          GoLayout.of("2006-01-02 15:04"),
          GoLayout.of("2006/01/02 15:04:05"),
          GoLayout.of("2006-01-02 15:04:05"),
          GoLayout.of("2006-01-02T15:04:05"));

  /**
   * Reads a time by the layout that the parser gives, else by the first of the known ones, else as
   * seconds since 1970; what is none of these means now. A layout without a year means this year,
   * one without a zone UTC.
   *
   * @param layout in Go's words; may be empty
   */
  static LogTime read(String text, String layout, Instant now) {
    if (text.isEmpty()) {
      return of(now.atOffset(ZoneOffset.UTC).toLocalDateTime(), ZoneOffset.UTC);
    }
    TimeCursor cursor = new TimeCursor(text);
    Optional<LogTime> read =
        layout.isEmpty() ? Optional.empty() : read(GoLayout.cached(layout), cursor, now);
    for (int i = 0; i < KNOWN.size() && read.isEmpty(); i++) {
      read = read(KNOWN.get(i), cursor, now);
    }
    return read.or(() -> ofUnixSeconds(text))
        .orElseGet(() -> of(now.atOffset(ZoneOffset.UTC).toLocalDateTime(), ZoneOffset.UTC));
  }

  private static Optional<LogTime> read(GoLayout layout, TimeCursor cursor, Instant now) {
    return layout.read(cursor).map(time -> of(time, now));
  }

  private static LogTime of(GoLayout.Reading time, Instant now) {
    int year = time.year() == 0 ? now.atOffset(ZoneOffset.UTC).getYear() : time.year();
    return of(time.in(year), time.zone());
  }

  private static Optional<LogTime> ofUnixSeconds(String text) {
    int dot = text.indexOf('.');
    try {
      long seconds = Long.parseLong(dot < 0 ? text : text.substring(0, dot));
      return seconds > 0 && seconds <= LAST_SECOND
          ? Optional.of(of(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC), ZoneOffset.UTC))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static LogTime of(LocalDateTime local, ZoneOffset zone) {
    return new LogTime(local.toInstant(zone), text(local, zone));
  }

  private static String text(LocalDateTime local, ZoneOffset zone) {
    StringBuilder text = new StringBuilder(35);
    pad(text, local.getYear(), 4).append('-');
    pad(text, local.getMonthValue(), 2).append('-');
    pad(text, local.getDayOfMonth(), 2).append('T');
    pad(text, local.getHour(), 2).append(':');
    pad(text, local.getMinute(), 2).append(':');
    pad(text, local.getSecond(), 2);
    fraction(text, local.getNano());
    return zone(text, zone).toString();
  }

  private static void fraction(StringBuilder text, int nanos) {
    if (nanos > 0) {
      pad(text.append('.'), nanos, 9);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
  }

  /** An offset of seconds is cut to minutes, as RFC 3339 has no others. */
  private static StringBuilder zone(StringBuilder text, ZoneOffset zone) {
    int seconds = zone.getTotalSeconds();
    if (seconds == 0) {
      return text.append('Z');
    }
    int minutes = Math.abs(seconds) / 60;
    text.append(seconds < 0 ? '-' : '+');
    pad(text, minutes / 60, 2).append(':');
    return pad(text, minutes % 60, 2);
  }

  private static StringBuilder pad(StringBuilder text, int number, int digits) {
    String written = Integer.toString(number);
    for (int i = written.length(); i < digits; i++) {
      text.append('0');
    }
    return text.append(written);
  }
}
