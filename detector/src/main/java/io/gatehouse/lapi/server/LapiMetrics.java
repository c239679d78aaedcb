package io.gatehouse.lapi.server;

import io.gatehouse.lapi.server.LapiServerConfig.Level;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The series that upstream's LAPI has, with its names (spec §1.8). */
final class LapiMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(75),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(300),
    Duration.ofMillis(400),
    Duration.ofMillis(500),
    Duration.ofMillis(750),
    Duration.ofSeconds(1)
  };

  private final Level level;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Tags, Counter> routes = new ConcurrentHashMap<>();
  private final Map<Tags, Counter> machines = new ConcurrentHashMap<>();
  private final Map<Tags, Counter> bouncers = new ConcurrentHashMap<>();
  private final Map<Tags, Counter> found = new ConcurrentHashMap<>();
  private final Map<Tags, Counter> notFound = new ConcurrentHashMap<>();
  private final Map<Tags, Timer> durations = new ConcurrentHashMap<>();

  LapiMetrics(Level level) {
    this.level = level;
    Gauge.builder("cs.info", () -> 1).tag("version", "gatehouse").register(registry);
  }

  void requested(String route, String method, long nanos) {
    if (level == Level.NONE) {
      return;
    }
    count(routes, "cs.lapi.route.requests", Tags.of("route", route, "method", method));
    durations
        .computeIfAbsent(Tags.of("endpoint", route, "method", method), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Tags tags) {
    return Timer.builder("cs.lapi.request.duration")
        .tags(tags)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  void requestedByMachine(String machine, String route, String method) {
    if (level == Level.FULL) {
      count(
          machines,
          "cs.lapi.machine.requests",
          Tags.of("machine", machine, "route", route, "method", method));
    }
  }

  void requestedByBouncer(String bouncer, String route, String method) {
    if (level == Level.FULL) {
      count(
          bouncers,
          "cs.lapi.bouncer.requests",
          Tags.of("bouncer", bouncer, "route", route, "method", method));
    }
  }

  /** A live question found something. */
  void answeredOk(String bouncer) {
    if (level == Level.FULL) {
      count(found, "cs.lapi.decisions.ok", Tags.of("bouncer", bouncer));
    }
  }

  /** A live question found nothing. */
  void answeredKo(String bouncer) {
    if (level == Level.FULL) {
      count(notFound, "cs.lapi.decisions.ko", Tags.of("bouncer", bouncer));
    }
  }

  private void count(Map<Tags, Counter> counters, String name, Tags tags) {
    counters
        .computeIfAbsent(tags, each -> Counter.builder(name).tags(each).register(registry))
        .increment();
  }

  /** A gauge whose rows are set before each scrape. */
  MultiGauge gauge(String name) {
    return MultiGauge.builder(name).register(registry);
  }

  /** The text of a scrape, after the gauges were brought up to date. */
  String scrape(Consumer<LapiMetrics> refresh) {
    refresh.accept(this);
    return registry.scrape();
  }
}
