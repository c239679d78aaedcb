package io.gatehouse.alert;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Moments as they stand in an alert: RFC 3339, and for events also what Go prints by itself. */
final class WireTime {
  private static final int MAX_LENGTH = 64;
  private static final int MAX_YEAR = 9999;

  /** {@code 2020-10-02 17:09:08.5 +0000}, which Go follows with the zone's name. */
  private static final DateTimeFormatter GO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendLiteral(' ')
          .appendOffset("+HHMM", "+0000")
          .toFormatter(Locale.ROOT);

  private static final DateTimeFormatter GO_SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private WireTime() {}

  /** The moment; empty if the text names none in the years 0 to 9999. */
  static Optional<Instant> tryParse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = text.indexOf(' ') < 0 ? OffsetDateTime.parse(text) : parseGo(text);
      boolean usual = time.getYear() >= 0 && time.getYear() <= MAX_YEAR;
      return usual ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static OffsetDateTime parseGo(String text) {
    String[] words = text.split(" ", 4);
    if (words.length < 3) {
      throw new DateTimeException("not a time of Go's");
    }
    return OffsetDateTime.parse(words[0] + ' ' + words[1] + ' ' + words[2], GO);
  }

  /** Whole seconds, as LAPI answers: {@code 2020-10-09T10:00:10Z}. */
  static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As LAPI answers an event's: {@code 2020-10-02 17:09:08 +0000 UTC}. */
  static String goSeconds(Instant time) {
    return GO_SECONDS.format(time);
  }
}
