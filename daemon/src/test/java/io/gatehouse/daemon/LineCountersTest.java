package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class LineCountersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LineCounters counters = new LineCounters(registry);

  @Test
  void lines_have_upstreams_name_for_each_kind_of_source_and_cut_ones_have_ours() {
    counters.read("file", "/a.log", "nginx", 3);
    counters.read("journalctl", "journalctl-ssh", "syslog", 2);
    counters.cut("file", "/a.log", "nginx", 1);

    String labels = "{acquis_type=\"nginx\",datasource_type=\"file\",source=\"/a.log\"}";
    assertThat(registry.scrape())
        .contains("cs_filesource_hits_total" + labels + " 3.0")
        .contains("gatehouse_acquisition_cut_total" + labels + " 1.0")
        .contains("cs_journalctlsource_hits_total{acquis_type=\"syslog\"");
  }
}
