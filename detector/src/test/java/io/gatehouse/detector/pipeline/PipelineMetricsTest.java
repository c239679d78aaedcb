package io.gatehouse.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.parse.Stashes;
import io.gatehouse.testing.ManualTime;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipelineMetricsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PipelineMetrics metrics = new PipelineMetrics(registry);

  @Test
  void sizes_of_stashes_have_upstreams_name() {
    Stashes stashes = new Stashes(ManualTime.at("2026-01-01T00:00:00Z"));
    stashes.put("sessions", "a", "192.0.2.1", Duration.ofHours(1));
    metrics.stashed(stashes.sizes());
    stashes.put("sessions", "b", "192.0.2.2", Duration.ofHours(1));
    stashes.put("names", "a", "eve", Duration.ofHours(1));

    metrics.stashed(stashes.sizes());

    assertThat(Stream.of(registry.scrape().split("\n", -1)))
        .contains(
            "cs_cache_size{name=\"names\",type=\"LRU\"} 1.0",
            "cs_cache_size{name=\"sessions\",type=\"LRU\"} 2.0");
  }
}
