package io.gatehouse.detector.scenario;

import static java.util.Objects.requireNonNullElse;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.OverflowAlert;
import io.gatehouse.detector.event.Source;
import io.gatehouse.detector.expr.GoText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns a bucket that had enough into the event of it, with an alert for each source. */
final class Overflows {
  private final Sources sources;
  private final AlertContext context;

  Overflows(Sources sources, AlertContext context) {
    this.sources = sources;
    this.context = context;
  }

  /**
   * The overflow of a bucket.
   *
   * @throws SourceException if it cannot be said whom it is about
   */
  Event of(Bucket bucket) throws SourceException {
    SortedMap<String, Source> found = sources.of(bucket);
    Instant stop = requireNonNullElse(bucket.overflowed(), Instant.EPOCH);
    Alert draft = draft(bucket, found, stop);
    List<OverflowAlert> alerts = new ArrayList<>();
    for (Source source : found.values()) {
      alerts.add(new OverflowAlert(draft, source, bucket.scenario().labels));
    }
    Overflow overflow =
        new Overflow(bucket.mapkey(), bucket.id(), bucket.scenario().reprocess, found, alerts);
    Event event = Event.of(overflow, bucket.mode(), stop);
    event.setMarshaledTime(stop.toString());
    return event;
  }

  private Alert draft(Bucket bucket, SortedMap<String, Source> found, Instant stop) {
    Scenario scenario = bucket.scenario();
    Instant start = requireNonNullElse(bucket.first(), stop);
    return new Alert(
        0,
        null,
        null,
        null,
        scenario.name,
        scenario.file.hash(),
        scenario.file.version(),
        message(bucket, found, Duration.between(start, stop)),
        bucket.count(),
        start,
        stop,
        scenario.capacity,
        GoDuration.exact(scenario.leakspeed),
        scenario.simulated,
        scenario.remediation(),
        "crowdsec",
        AlertSource.of("", ""),
        events(bucket, stop),
        context.of(bucket.queue().events()),
        List.of());
  }

  private static String message(Bucket bucket, SortedMap<String, Source> found, Duration time) {
    String scope = found.values().stream().map(Source::scope).findFirst().orElse("");
    String who =
        switch (found.size()) {
          case 0 -> "UNKNOWN";
          case 1 -> found.firstKey();
          default -> found.size() + " sources";
        };
    return scope
        + " "
        + who
        + " performed '"
        + bucket.scenario().name
        + "' ("
        + bucket.count()
        + " events over "
        + GoDuration.exact(time)
        + ") at "
        + GoText.plain(bucket.last());
  }

  private static List<AlertEvent> events(Bucket bucket, Instant stop) {
    List<AlertEvent> events = new ArrayList<>();
    for (Event event : bucket.queue().events()) {
      List<Meta> meta = new ArrayList<>();
      new TreeMap<>(event.meta()).forEach((key, value) -> meta.add(new Meta(key, value)));
      events.add(new AlertEvent(time(event, stop), meta));
    }
    return events;
  }

  private static Instant time(Event event, Instant otherwise) {
    Moment logged = Moment.of(event);
    return logged != null ? logged.instant() : requireNonNullElse(event.time(), otherwise);
  }
}
