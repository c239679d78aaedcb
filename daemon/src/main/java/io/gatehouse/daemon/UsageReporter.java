package io.gatehouse.daemon;

import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.lapi.LapiClient;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.UsageMetrics;
import io.gatehouse.lapi.UsageMetrics.Component;
import io.gatehouse.lapi.UsageMetrics.Reception;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the LAPI every quarter of an hour what was dropped, for {@code cscli metrics}. A LAPI that
 * knows no such reports is left alone. One thread.
 */
final class UsageReporter {
  /** As upstream (repo:go-cs-bouncer/metrics.go); LAPI's documentation asks for no less. */
  static final Duration INTERVAL = Duration.ofMinutes(15);

  private static final Logger log = LoggerFactory.getLogger(UsageReporter.class);

  private final LapiClient client;
  private final Supplier<List<Counters>> counters;
  private final Component component;
  private final InstantSource time;
  private final UsageWindow window = new UsageWindow();
  private Instant tried;
  private Instant reported;
  private boolean unsupported;

  UsageReporter(
      LapiClient client,
      Supplier<List<Counters>> counters,
      Component component,
      InstantSource time) {
    this.client = client;
    this.counters = counters;
    this.component = component;
    this.time = time;
    this.tried = time.instant();
    this.reported = tried;
  }

  /** Reports if it is time to. */
  void tick() {
    Instant now = time.instant();
    if (unsupported || Duration.between(tried, now).abs().compareTo(INTERVAL) < 0) {
      return;
    }
    tried = now;
    Duration passed = Duration.between(reported, now).abs();
    report(new UsageMetrics(component, now, passed, window.next(counters.get())));
  }

  /** What a LAPI that is away does not take is part of the next report. */
  private void report(UsageMetrics usage) {
    try {
      if (client.postUsageMetrics(usage) == Reception.UNSUPPORTED) {
        unsupported = true;
        log.info("this LAPI takes no usage metrics (it is older than 1.6.3); none are sent");
      }
      reported = usage.now();
    } catch (LapiException e) {
      window.takeBack();
      log.debug("usage metrics were not taken: {}", e.getMessage());
    }
  }
}
