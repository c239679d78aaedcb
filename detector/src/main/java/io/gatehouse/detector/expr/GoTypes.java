package io.gatehouse.detector.expr;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The methods that Go's times and durations have, as far as rules call them. */
final class GoTypes {
  private static final double NANOS = 1e9;

  private static final ObjectType<DayOfWeek> WEEKDAY =
      ObjectType.of("weekday", DayOfWeek.class)
          .method("String", Type.STRING, day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH));

  private static final ObjectType<Instant> TIME =
      ObjectType.of("time", Instant.class)
          .method("Year", Type.INT, time -> (long) utc(time).getYear())
          .method("Month", Type.INT, time -> (long) utc(time).getMonthValue())
          .method("Day", Type.INT, time -> (long) utc(time).getDayOfMonth())
          .method("Hour", Type.INT, time -> (long) utc(time).getHour())
          .method("Minute", Type.INT, time -> (long) utc(time).getMinute())
          .method("Second", Type.INT, time -> (long) utc(time).getSecond())
          .method("YearDay", Type.INT, time -> (long) utc(time).getDayOfYear())
          .method("Weekday", WEEKDAY, time -> utc(time).getDayOfWeek())
          .method("Unix", Type.INT, Instant::getEpochSecond)
          .method("UTC", Type.TIME, time -> time);

  private static final ObjectType<Duration> DURATION =
      ObjectType.of("duration", Duration.class)
          .method("Hours", Type.FLOAT, length -> seconds(length) / 3600)
          .method("Minutes", Type.FLOAT, length -> seconds(length) / 60)
          .method("Seconds", Type.FLOAT, GoTypes::seconds)
          .method("Milliseconds", Type.INT, Duration::toMillis)
          .method("String", Type.STRING, io.gatehouse.decision.GoDuration::format);

  private GoTypes() {}

  /** The methods of a type of the language, if it has any. */
  static @Nullable ObjectType<?> of(Type type) {
    return type == Type.TIME ? TIME : type == Type.DURATION ? DURATION : null;
  }

  private static ZonedDateTime utc(Instant time) {
    return time.atZone(ZoneOffset.UTC);
  }

  private static double seconds(Duration length) {
    return length.getSeconds() + length.getNano() / NANOS;
  }
}
