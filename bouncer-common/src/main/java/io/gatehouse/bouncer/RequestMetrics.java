package io.gatehouse.bouncer;

import io.gatehouse.challenge.ChallengeListener;
import io.gatehouse.decision.Decision;
import io.gatehouse.request.Verdict;
import io.gatehouse.store.DecisionStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what was done, for Micrometer and for LAPI. What is counted is what a visitor met: a ban
 * that became a captcha is a captcha, and one who solved it counts as let through.
 *
 * <p>Calls nothing of Micrometer that is younger than the version of Spring Boot 3.5.
 */
final class RequestMetrics implements ChallengeListener {
  /** LAPI's labels of one counter. */
  record Usage(String origin, String remediation, String ipType) {}

  /** More kinds than any LAPI has; what is beyond is counted as one. */
  private static final int MOST_KINDS = 1000;

  private static final Usage REST = new Usage("other", "ban", "ipv4");

  private final MeterRegistry registry;
  private final LongAdder processed = new LongAdder();
  private final Map<Usage, LongAdder> dropped = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(DecisionFeed feed, InstantSource time) {
    feed.store()
        .ifPresent(
            store ->
                Gauge.builder("gatehouse.decisions", store, DecisionStore::size)
                    .description("Decisions in force")
                    .register(registry));
    Gauge.builder("gatehouse.lapi.age", feed, held -> age(held, time))
        .description("Seconds since decisions were pulled last")
        .baseUnit("seconds")
        .register(registry);
  }

  private static double age(DecisionFeed feed, InstantSource time) {
    return feed.status()
        .flatMap(status -> status.lastSuccess())
        .map(last -> (time.millis() - last.toEpochMilli()) / 1000.0)
        .orElse(Double.NaN);
  }

  void clean() {
    processed.increment();
  }

  void counted(Verdict verdict, boolean ipv4) {
    processed.increment();
    count(verdict, verdict.originLabel().orElse("none"), ipv4);
  }

  /** Of a request that was counted before AppSec was asked. */
  void refusedByAppSec(Verdict verdict, boolean ipv4) {
    count(verdict, "appsec", ipv4);
  }

  void inspected(String outcome, long nanos) {
    registry.timer("gatehouse.appsec", "outcome", outcome).record(nanos, TimeUnit.NANOSECONDS);
  }

  private void count(Verdict verdict, String origin, boolean ipv4) {
    String type = ipv4 ? "ipv4" : "ipv6";
    String action = verdict.passes() ? "pass" : verdict.action().word();
    registry
        .counter("gatehouse.requests", "action", action, "origin", origin, "ip_type", type)
        .increment();
    if (!verdict.passes()) {
      Usage usage = new Usage(origin, verdict.action().word(), type);
      boolean known = dropped.containsKey(usage) || dropped.size() < MOST_KINDS;
      dropped.computeIfAbsent(known ? usage : REST, any -> new LongAdder()).increment();
    }
  }

  void lowered(Decision decision, int peopleSpared) {
    registry.counter("gatehouse.collateral.avoided").increment(peopleSpared);
    registry.counter("gatehouse.lowered", "origin", decision.kind().originLabel()).increment();
  }

  @Override
  public void shown(String provider) {
    registry.counter("gatehouse.captcha", "provider", provider, "outcome", "shown").increment();
  }

  @Override
  public void answered(String provider, Result result) {
    registry
        .counter("gatehouse.captcha", "provider", provider, "outcome", result.toString())
        .increment();
  }

  long takeProcessed() {
    return processed.sumThenReset();
  }

  Map<Usage, Long> takeDropped() {
    Map<Usage, Long> taken = new HashMap<>();
    dropped.forEach((usage, count) -> taken.put(usage, count.sumThenReset()));
    taken.values().removeIf(count -> count == 0);
    return taken;
  }

  /** Puts back what could not be told. */
  void giveBack(long requests, Map<Usage, Long> taken) {
    processed.add(requests);
    taken.forEach(
        (usage, count) -> dropped.computeIfAbsent(usage, any -> new LongAdder()).add(count));
  }
}
