package io.gatehouse.detector.scenario;

import static java.util.Objects.requireNonNull;

import io.gatehouse.alert.Alert;
import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.OverflowAlert;
import io.gatehouse.detector.event.TimeMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Buckets of the scenarios in a text, events for them, and a clock that stands still. */
final class Fill implements BucketClock {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Deeds deeds = new Deeds();
  final List<Event> out = new ArrayList<>();
  final Buckets buckets;
  private Duration passed = Duration.ZERO;
  private long bootNanos = -1;

  Fill(String yaml) {
    this(yaml, BucketLimits.DEFAULT);
  }

  Fill(String yaml, BucketLimits limits) {
    buckets = Buckets.of(scenarios(yaml)).limits(limits).clock(this).listener(deeds).build();
  }

  static Scenarios scenarios(String yaml) {
    try {
      return load(yaml);
    } catch (ConfigException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  static Scenarios load(String yaml) throws ConfigException {
    ScenarioFile file = new ScenarioFile("test.yaml", yaml, "0.3", "abc");
    return Scenarios.load(List.of(file), () -> START, name -> name.equals("t/simulated"));
  }

  /** A scenario that takes everything from an address, with these keys beside. */
  static String scenario(String type, String keys) {
    return """
        type: %s
        name: t/%s
        description: a test
        filter: evt.Meta.service == 'test'
        groupby: evt.Meta.source_ip
        """
            .formatted(type, type)
        + keys.indent(0);
  }

  @Override
  public long nanos() {
    return bootNanos + passed.toNanos();
  }

  @Override
  public Instant now() {
    return START.plus(passed);
  }

  void pass(String duration) {
    passed = passed.plus(Duration.parse("PT" + duration));
  }

  byte[] saved() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BucketSnapshot.write(buckets, out);
    return out.toByteArray();
  }

  /** Buckets on a host that starts again, after being away for a while. */
  Fill restarted(String yaml, String away) throws IOException {
    Fill next = new Fill(yaml);
    next.passed = passed;
    next.pass(away);
    next.bootNanos = -passed.toNanos() / 2 + 12345;
    BucketSnapshot.read(next.buckets, new ByteArrayInputStream(saved()));
    return next;
  }

  /** A live event from an address, with pairs of meta keys and values. */
  static Event live(String ip, String... meta) {
    return event(TimeMode.LIVE, ip, meta);
  }

  /** An event that happened so many seconds after the start. */
  static Event logged(double seconds, String ip, String... meta) {
    Event event = event(TimeMode.TIMEMACHINE, ip, meta);
    event.setMarshaledTime(START.plusNanos(Math.round(seconds * 1e9)).toString());
    return event;
  }

  private static Event event(TimeMode mode, String ip, String... meta) {
    Event event = Event.of(new Line("line", "/log", "file", START, new HashMap<>()), mode);
    event.setTime(START);
    event.meta().put("service", "test");
    event.meta().put("source_ip", ip);
    for (int i = 0; i < meta.length; i += 2) {
      event.meta().put(meta[i], meta[i + 1]);
    }
    return event;
  }

  /** Pours, and tells how many overflows that made. */
  int pour(Event event) {
    Poured poured = buckets.pour(event);
    out.addAll(poured.overflows());
    return poured.overflows().size();
  }

  int tick() {
    List<Event> ended = buckets.tick();
    out.addAll(ended);
    return ended.size();
  }

  /** The newest overflow. */
  Overflow overflow() {
    return requireNonNull(out.get(out.size() - 1).overflow());
  }

  /** The first alert of the newest overflow. */
  Alert alert() {
    OverflowAlert alert = overflow().alerts().get(0);
    return alert.toAlert();
  }
}
