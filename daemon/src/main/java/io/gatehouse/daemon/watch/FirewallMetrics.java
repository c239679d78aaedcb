package io.gatehouse.daemon.watch;

import io.gatehouse.enforce.Enforcer.Counters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The firewall's numbers under upstream's names (repo:cs-firewall-bouncer/pkg/metrics). The gauges
 * are read anew for each scrape. Prometheus' client adds {@code _total} to counters, so theirs is
 * left out here.
 */
public final class FirewallMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge bannedIps = gauge("banned_ips", "Addresses and ranges in force");
  private final MultiGauge droppedPackets = gauge("dropped_packets", "Packets that were refused");
  private final MultiGauge droppedBytes = gauge("dropped_bytes", "Bytes that were refused");
  private final MultiGauge processedPackets =
      gauge("processed_packets", "Packets that were looked at");
  private final MultiGauge processedBytes = gauge("processed_bytes", "Bytes that were looked at");
  private final FirewallGauges gauges;

  /** The metrics of these gauges. */
  public FirewallMetrics(FirewallGauges gauges) {
    this.gauges = gauges;
    FunctionCounter.builder("lapi_requests", gauges, FirewallGauges::lapiRequests)
        .description("Requests made to LAPI")
        .register(registry);
    FunctionCounter.builder("lapi_requests_failures", gauges, FirewallGauges::lapiFailures)
        .description("Requests to LAPI that failed")
        .register(registry);
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder("fw_bouncer_" + name).description(description).register(registry);
  }

  /** Where other meters of the process may be added. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** The text that a scrape gets, in Prometheus' own format. */
  public synchronized String scrape() {
    List<Counters> all = gauges.counters();
    List<Counters> origins = all.stream().filter(c -> !c.origin().isEmpty()).toList();
    List<Counters> traffic = all.stream().filter(c -> c.origin().isEmpty()).toList();
    fill(bannedIps, origins, Counters::elements);
    fill(droppedPackets, origins, Counters::packets);
    fill(droppedBytes, origins, Counters::bytes);
    fill(processedPackets, traffic, Counters::packets);
    fill(processedBytes, traffic, Counters::bytes);
    return registry.scrape();
  }

  private static void fill(
      MultiGauge gauge, List<Counters> counters, ToLongFunction<Counters> number) {
    gauge.register(
        counters.stream().<Row<?>>map(c -> Row.of(tags(c), number.applyAsLong(c))).toList(), true);
  }

  private static Tags tags(Counters counters) {
    Tags family = Tags.of("ip_type", counters.family());
    return counters.origin().isEmpty() ? family : family.and("origin", counters.origin());
  }
}
