package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.lapi.UsageMetrics.Component;
import io.gatehouse.lapi.UsageMetrics.Item;
import io.gatehouse.lapi.UsageMetrics.OperatingSystem;
import io.gatehouse.lapi.UsageMetrics.Reception;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ScriptedLapi;
import io.gatehouse.testing.ScriptedLapi.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageMetricsTest {
  private static final Component FIREWALL =
      new Component(
          "gatehouse-firewall",
          "v0.1.0",
          Optional.of(new OperatingSystem("debian", "12")),
          Instant.ofEpochSecond(1707369316),
          List.of("x"));
  private static final UsageMetrics USAGE =
      new UsageMetrics(
          FIREWALL,
          Instant.ofEpochSecond(1707399316),
          Duration.ofMinutes(15),
          List.of(new Item("dropped", 150, "packet", Map.of("origin", "CAPI", "ip_type", "ipv4"))));
  private static final String JSON =
      """
      {"remediation_components":[{"type":"gatehouse-firewall","version":"v0.1.0",\
      "os":{"name":"debian","version":"12"},"feature_flags":["x"],\
      "utc_startup_timestamp":1707369316,"metrics":[{"meta":{"window_size_seconds":900,\
      "utc_now_timestamp":1707399316},"items":[{"name":"dropped","value":150,"unit":"packet",\
      "labels":{"ip_type":"ipv4","origin":"CAPI"}}]}]}],"log_processors":null}\
      """;

  private final ScriptedLapi lapi = ScriptedLapi.start();

  @AfterEach
  void stop() {
    lapi.close();
  }

  private Reception post() throws LapiException {
    LapiConfig config = LapiConfig.at(lapi.url()).apiKey(Secret.of("k")).build();
    try (LapiClient client = LapiClient.open(config, InstantSource.system())) {
      return client.postUsageMetrics(USAGE);
    }
  }

  private static String written(UsageMetrics usage) {
    return new String(UsageMetricsWriter.write(usage), StandardCharsets.UTF_8);
  }

  @Test
  void are_written_in_the_documented_shape() {
    assertThat(written(USAGE)).isEqualTo(JSON);
  }

  @Test
  void leave_out_an_unknown_operating_system() {
    Component unknown = new Component("t", "v", Optional.empty(), Instant.EPOCH, List.of());

    assertThat(written(new UsageMetrics(unknown, Instant.EPOCH, Duration.ofMinutes(15), List.of())))
        .doesNotContain("\"os\"")
        .contains("\"metrics\":[{\"meta\":{\"window_size_seconds\":900", "\"items\":[]");
  }

  @Test
  void cut_texts_that_lapi_would_refuse() {
    Item item = new Item("n", 1, "packet", Map.of("origin", "lists:" + "x".repeat(300)));

    assertThat(written(new UsageMetrics(FIREWALL, Instant.EPOCH, Duration.ZERO, List.of(item))))
        .contains("\"lists:" + "x".repeat(249) + "\"");
  }

  @Test
  void are_never_negative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Item("n", -1, "byte", Map.of()));
  }

  @Test
  void are_posted_as_json_and_accepted_with_201() throws LapiException {
    lapi.then(Answer.of(201, "application/json", ""));

    assertThat(post()).isEqualTo(Reception.ACCEPTED);
    Request request = lapi.takeRequest();
    assertThat(request.method() + " " + request.target()).isEqualTo("POST /v1/usage-metrics");
    assertThat(request.header("Content-Type")).startsWith("application/json");
    assertThat(request.body()).isEqualTo(JSON);
  }

  @Test
  void are_unsupported_by_an_old_lapi() throws LapiException {
    lapi.then(Answer.of(404, "text/plain", ""));

    assertThat(post()).isEqualTo(Reception.UNSUPPORTED);
  }

  @Test
  void say_what_lapi_found_wrong() {
    lapi.then(Answer.of(422, "application/json", "{\"message\":\"validation failure list\"}"));

    LapiException failure = catchThrowableOfType(LapiException.class, this::post);

    assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED_STATUS);
    assertThat(failure).hasMessageContaining("422 (validation failure list)");
  }
}
