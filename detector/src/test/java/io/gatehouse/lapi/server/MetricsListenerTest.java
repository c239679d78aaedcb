package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.LapiServerConfig.Level;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.server.LapiServerConfig.Prometheus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsListenerTest {
  private static final ListenAddress ANYWHERE = new ListenAddress("127.0.0.1", 0);

  @TempDir private Path directory;

  private RunningLapi lapi(Level level) throws Exception {
    return RunningLapi.in(
        directory, config -> config.prometheus(new Prometheus(level, Optional.of(ANYWHERE))));
  }

  private static String scrape(RunningLapi lapi) throws Exception {
    int port = lapi.server.metricsPort().orElseThrow();
    return lapi.send(new Request.Builder().url("http://127.0.0.1:" + port + "/metrics")).body();
  }

  @Test
  void the_series_have_upstreams_names() throws Exception {
    try (RunningLapi lapi = lapi(Level.FULL)) {
      Secret key = lapi.addBouncer("fw");
      String token = lapi.addMachine();
      lapi.ban(Duration.ofHours(4), "192.0.2.7");
      lapi.getWithKey("/v1/decisions?ip=192.0.2.7", key);
      lapi.getWithKey("/v1/decisions?ip=192.0.2.8", key);
      lapi.getWithToken("/v1/alerts/1", token);
      lapi.getWithToken("/v1/heartbeat", token);
      lapi.get("/nowhere");

      assertThat(scrape(lapi))
          .contains(
              "cs_lapi_route_requests_total{method=\"GET\",route=\"/v1/alerts/:alert_id\"} 1.0",
              "cs_lapi_route_requests_total{method=\"GET\",route=\"invalid-endpoint\"} 1.0",
              "cs_lapi_bouncer_requests_total{bouncer=\"fw\",method=\"GET\","
                  + "route=\"/v1/decisions\"} 2.0",
              "cs_lapi_machine_requests_total{machine=\"web01\",method=\"GET\","
                  + "route=\"/v1/heartbeat\"} 1.0",
              "cs_lapi_decisions_ok_total{bouncer=\"fw\"} 1.0",
              "cs_lapi_decisions_ko_total{bouncer=\"fw\"} 1.0",
              "cs_lapi_request_duration_seconds_bucket{endpoint=\"/v1/decisions\",method=\"GET\","
                  + "le=\"0.005\"}",
              "cs_lapi_request_duration_seconds_count{endpoint=\"/v1/decisions\",method=\"GET\"}",
              "cs_active_decisions{action=\"ban\",origin=\"cscli\",reason=\"by hand\"} 1.0",
              "cs_alerts{reason=\"by hand\"} 1.0",
              "cs_info{version=",
              "cs_machines_last_heartbeat_timestamp{machine=\"web01\"}");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AGGREGATED", "NONE"})
  void lower_levels_name_nobody(Level level) throws Exception {
    try (RunningLapi lapi = lapi(level)) {
      Secret key = lapi.addBouncer("fw");
      lapi.getWithKey("/v1/decisions", key);

      String scrape = scrape(lapi);

      assertThat(scrape).doesNotContain("fw");
      assertThat(scrape.contains("cs_lapi_route_requests_total"))
          .isEqualTo(level == Level.AGGREGATED);
    }
  }
}
