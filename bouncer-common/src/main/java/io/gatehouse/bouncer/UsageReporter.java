package io.gatehouse.bouncer;

import io.gatehouse.lapi.LapiClient;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.UsageMetrics;
import io.gatehouse.lapi.UsageMetrics.Item;
import io.gatehouse.lapi.UsageMetrics.Reception;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells LAPI at times what was done. Used by one thread. */
final class UsageReporter {
  private static final Logger log = LoggerFactory.getLogger(UsageReporter.class);

  private final LapiClient lapi;
  private final RequestMetrics metrics;
  private final Duration interval;
  private final Component component;
  private final InstantSource time;
  private final Instant started;
  private Instant last;
  private boolean understood = true;

  UsageReporter(
      LapiClient lapi, RequestMetrics metrics, BouncerSettings settings, InstantSource time) {
    this.lapi = lapi;
    this.metrics = metrics;
    this.interval = settings.usageMetrics();
    this.component = settings.component();
    this.time = time;
    this.started = time.instant();
    this.last = started;
  }

  /** Reports if it is time to. */
  void tick() {
    Instant now = time.instant();
    if (understood && !interval.isZero() && !now.isBefore(last.plus(interval))) {
      report(now);
    }
  }

  private void report(Instant now) {
    long requests = metrics.takeProcessed();
    Map<RequestMetrics.Usage, Long> dropped = metrics.takeDropped();
    Duration window = Duration.ofSeconds(Math.max(1, Duration.between(last, now).toSeconds()));
    last = now;
    try {
      understood = lapi.postUsageMetrics(usage(now, window, requests, dropped)) == ACCEPTED;
    } catch (LapiException e) {
      metrics.giveBack(requests, dropped);
      log.debug("usage metrics were not taken: {}", e.getMessage());
    }
  }

  private static final Reception ACCEPTED = Reception.ACCEPTED;

  private UsageMetrics usage(
      Instant now, Duration window, long requests, Map<RequestMetrics.Usage, Long> dropped) {
    List<Item> items = new ArrayList<>();
    items.add(new Item("processed", requests, "request", Map.of()));
    dropped.forEach(
        (usage, count) ->
            items.add(
                new Item(
                    "dropped",
                    count,
                    "request",
                    Map.of(
                        "origin", usage.origin(),
                        "remediation", usage.remediation(),
                        "ip_type", usage.ipType()))));
    UsageMetrics.Component reporter =
        new UsageMetrics.Component(
            "gatehouse-" + component.name(),
            "v" + component.version(),
            Optional.empty(),
            started,
            List.of());
    return new UsageMetrics(reporter, now, window, items);
  }
}
