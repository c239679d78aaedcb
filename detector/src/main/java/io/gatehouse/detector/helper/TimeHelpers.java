package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.DURATION;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.expr.Type.TIME;
import static io.gatehouse.detector.helper.Arguments.list;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.Type;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Helpers on time. */
final class TimeHelpers {
  private static final DateTimeFormatter RFC3339 = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private TimeHelpers() {}

  static List<Function> of(World world) {
    Type times = Type.listOf(TIME);
    return List.of(
        Function.worldly("now", TIME, List.of(), (e, a) -> world.now()),
        Function.worldly(
            "TimeNow", STRING, List.of(), (e, a) -> rfc3339(world.now(), ZoneOffset.UTC)),
        Function.of("date", TIME, List.of(STRING), (e, a) -> date(text(a, 0))),
        Function.of(
            "ParseUnix", STRING, List.of(STRING), (e, a) -> parseUnix(text(a, 0), world.zone())),
        Function.of("AverageInterval", DURATION, List.of(times), (e, a) -> average(a)),
        Function.of("MedianInterval", DURATION, List.of(times), (e, a) -> median(a)));
  }

  private static String rfc3339(Instant time, ZoneId zone) {
    return RFC3339.format(time.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  private static Instant date(String text) throws EvaluationException {
    try {
      return text.length() == 10
          ? Instant.parse(text + "T00:00:00Z")
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new EvaluationException(
          "date() wants 2006-01-02 or RFC 3339, got " + Arguments.shown(text));
    }
  }

  /** "" where it is no positive number of seconds. */
  private static String parseUnix(String text, ZoneId zone) {
    int dot = text.indexOf('.');
    String seconds = dot < 0 ? text : text.substring(0, dot);
    if (!seconds.matches("\\+?[0-9]{1,11}") || Long.parseLong(seconds) <= 0) {
      return "";
    }
    return rfc3339(Instant.ofEpochSecond(Long.parseLong(seconds)), zone);
  }

  private static List<Duration> intervals(String who, @Nullable Object[] arguments)
      throws EvaluationException {
    List<Instant> times = new ArrayList<>();
    for (Object item : list(arguments, 0)) {
      if (!(item instanceof Instant time)) {
        throw new EvaluationException(who + " wants times");
      }
      times.add(time);
    }
    if (times.size() < 2) {
      throw new EvaluationException(who + " wants two times at least, got " + times.size());
    }
    times.sort(null);
    List<Duration> intervals = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      intervals.add(Duration.between(times.get(i - 1), times.get(i)));
    }
    return intervals;
  }

  private static Duration average(@Nullable Object[] arguments) throws EvaluationException {
    List<Duration> intervals = intervals("AverageInterval()", arguments);
    Duration sum = intervals.stream().reduce(Duration.ZERO, Duration::plus);
    return sum.dividedBy(intervals.size());
  }

  private static Duration median(@Nullable Object[] arguments) throws EvaluationException {
    List<Duration> intervals = intervals("MedianInterval()", arguments);
    intervals.sort(null);
    int middle = intervals.size() / 2;
    return intervals.size() % 2 == 1
        ? intervals.get(middle)
        : intervals.get(middle - 1).plus(intervals.get(middle)).dividedBy(2);
  }
}
