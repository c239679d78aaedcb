package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.lapi.LapiClient;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ManualTime;
import io.gatehouse.testing.ScriptedLapi;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageReporterTest {
  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final ScriptedLapi lapi = ScriptedLapi.start();
  private final LapiClient client;
  private final UsageReporter reporter;

  UsageReporterTest() throws LapiException {
    client = LapiClient.open(LapiConfig.at(lapi.url()).apiKey(Secret.of("key")).build(), time);
    reporter =
        new UsageReporter(
            client,
            () -> List.of(new Counters("CAPI", "ipv4", 3, 10, 600)),
            HostFacts.component(time.instant()),
            time);
  }

  @AfterEach
  void close() {
    client.close();
    lapi.close();
  }

  @Test
  void nothing_is_reported_before_a_quarter_of_an_hour_has_passed() {
    time.advance(UsageReporter.INTERVAL.minusSeconds(1));
    reporter.tick();

    assertThat(lapi.requestsWaiting()).isZero();
  }

  @Test
  void what_was_dropped_is_reported_with_the_length_of_the_window() {
    lapi.then(Answer.of(201, "text/plain", ""));
    time.advance(UsageReporter.INTERVAL);
    reporter.tick();

    ScriptedLapi.Request request = lapi.takeRequest();
    assertThat(request.target()).isEqualTo("/v1/usage-metrics");
    assertThat(request.body())
        .contains("\"window_size_seconds\":900", "\"origin\":\"CAPI\"", "\"value\":600");
  }

  @Test
  void a_lapi_without_usage_metrics_is_asked_once() {
    lapi.then(Answer.of(404, "text/plain", ""));
    time.advance(UsageReporter.INTERVAL);
    reporter.tick();
    lapi.takeRequest();

    time.advance(Duration.ofDays(1));
    reporter.tick();

    assertThat(lapi.requestsWaiting()).isZero();
  }
}
