package io.gatehouse.detector.pipeline;

import io.gatehouse.alert.Alert;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.OverflowAlert;
import io.gatehouse.detector.parse.Stashes;
import io.gatehouse.detector.scenario.Buckets;
import io.gatehouse.detector.scenario.Poured;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event's way: parsers, scenarios, postoverflows, and out as alerts. Whatever goes wrong with
 * one line ends with that line. One thread.
 */
final class Detection {
  private static final Logger log = LoggerFactory.getLogger(Detection.class);

  /** An overflow that is poured again may overflow again; rules that chase each other end here. */
  private static final int MAX_REPROCESSED = 100;

  private final EventParser parsers;
  private final Buckets buckets;
  private final EventParser postoverflows;
  private final AlertOutlet outlet;
  private final Predicate<Alert> allowed;
  private final PipelineMetrics metrics;
  private final Stashes stashes;
  private final UnparsedSamples unparsed = new UnparsedSamples();
  private long poisonous;
  private @Nullable Instant latest;

  /** Written by the one thread, read by any. */
  private volatile Counts counts = new Counts(0, 0, 0);

  private long lines;
  private long parsed;
  private long alerts;

  Detection(Rules rules, AlertOutlet outlet, Predicate<Alert> allowed, PipelineMetrics metrics) {
    this.parsers = rules.parsers();
    this.postoverflows = rules.postoverflows();
    this.buckets = Buckets.of(rules.scenarios()).listener(metrics).context(rules.context()).build();
    this.outlet = outlet;
    this.allowed = allowed;
    this.metrics = metrics;
    this.stashes = rules.stashes();
  }

  /** Begins with buckets that were saved. */
  void restore(BucketFile file) {
    file.restore(buckets);
  }

  /** Saves the buckets as they are now. */
  void save(BucketFile file) throws IOException {
    file.save(buckets);
  }

  /** Takes a line's event all the way. */
  void take(Event event) {
    lines++;
    try {
      lead(event);
    } catch (RuntimeException | StackOverflowError e) {
      poisoned(event, e);
    }
  }

  private void lead(Event event) {
    PipelineMetrics.OfSource source = metrics.source(event.line());
    boolean timed = metrics.isTimed();
    long begun = timed ? System.nanoTime() : 0;
    source.hits.increment();
    parsers.parse(event, metrics.nodes());
    long afterParsing = timed ? System.nanoTime() : 0;
    if (timed) {
      PipelineMetrics.time(source.parsing, begun, afterParsing);
    }
    if (!event.process()) {
      source.ko.increment();
      unparsed.add(event.line().src(), event.line().raw());
      return;
    }
    parsed++;
    source.ok.increment();
    latest = event.time();
    if (!event.whitelisted()) {
      pour(event);
    }
    if (timed) {
      PipelineMetrics.time(source.pouring, afterParsing, System.nanoTime());
    }
  }

  private void pour(Event event) {
    Poured poured = buckets.pour(event);
    metrics.pouredInto(poured.buckets());
    if (!poured.overflows().isEmpty()) {
      overflowed(poured.overflows());
    }
  }

  private void overflowed(List<Event> overflows) {
    Deque<Event> waiting = new ArrayDeque<>(overflows);
    for (int i = 0; !waiting.isEmpty() && i < MAX_REPROCESSED; i++) {
      Event event = waiting.removeFirst();
      postoverflows.parse(event, metrics.nodes());
      Overflow overflow = event.overflow();
      if (overflow == null || overflow.whitelisted()) {
        log.debug("an overflow is whitelisted: {}", event.whitelistReason());
        continue;
      }
      out(overflow);
      if (overflow.reprocess()) {
        waiting.addAll(buckets.pour(event).overflows());
      }
    }
    if (!waiting.isEmpty()) {
      log.warn("scenarios overflow into each other without end; {} are left out", waiting.size());
    }
  }

  private void out(Overflow overflow) {
    List<Alert> wanted =
        overflow.alerts().stream().map(OverflowAlert::toAlert).filter(this::isWanted).toList();
    if (!wanted.isEmpty()) {
      alerts += wanted.size();
      wanted.forEach(alert -> log.info("{}", alert.message()));
      outlet.take(wanted);
    }
  }

  private boolean isWanted(Alert alert) {
    boolean wanted = !allowed.test(alert);
    if (!wanted) {
      log.info("allowed, so nothing is decided: {}", alert.message());
    }
    return wanted;
  }

  /** The first of a kind is worth a look; an attacker may send many. */
  private void poisoned(Event event, Throwable failure) {
    poisonous++;
    unparsed.add(event.line().src(), event.line().raw());
    if (Long.bitCount(poisonous) == 1) {
      log.error(
          "a line of {} could not be worked on ({} so far)",
          event.line().src(),
          poisonous,
          failure);
    }
  }

  /** Lets time pass: buckets whose time is over end. About once a second. */
  void tick() {
    try {
      overflowed(buckets.tick());
      metrics.live(buckets.count());
      metrics.stashed(stashes.sizes());
    } catch (RuntimeException e) {
      log.error("buckets could not be ended", e);
    }
  }

  /** The replay is at its end: what the log's last moment ends, ends. */
  void endReplay() {
    Instant end = latest;
    if (end != null) {
      overflowed(buckets.advance(end));
    }
  }

  /** Makes the numbers known to other threads. */
  void publish() {
    counts = new Counts(lines, parsed, alerts);
  }

  /** As of the last {@link #publish}. Any thread. */
  Counts counts() {
    return counts;
  }

  UnparsedSamples unparsed() {
    return unparsed;
  }
}
