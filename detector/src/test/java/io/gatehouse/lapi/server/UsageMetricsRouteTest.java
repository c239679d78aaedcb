package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.LapiAdministration.UsageEntry;
import io.gatehouse.lapi.server.LapiAdministration.UsageSource;
import io.gatehouse.lapi.server.RunningLapi.Reply;
import java.nio.file.Path;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageMetricsRouteTest {
  private static final String METRICS =
      "\"metrics\":[{\"meta\":{\"window_size_seconds\":900,\"utc_now_timestamp\":1707399316},"
          + "\"items\":[{\"name\":\"dropped\",\"value\":150,\"unit\":\"packet\","
          + "\"labels\":{\"origin\":\"CAPI\",\"ip_type\":\"ipv4\"}}]}]";
  private static final String COMPONENT =
      "{\"type\":\"fw\",\"version\":\"v1.2.3\",\"os\":{\"name\":\"debian\",\"version\":\"12\"},"
          + "\"feature_flags\":[\"a\",\"b\"],\"utc_startup_timestamp\":1707369316,"
          + METRICS
          + "}";

  @TempDir private Path directory;
  private RunningLapi lapi;
  private Secret key = Secret.of("");

  @BeforeEach
  void start() throws Exception {
    lapi = RunningLapi.in(directory);
    key = lapi.addBouncer("fw");
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  private Reply report(String body) throws Exception {
    return lapi.send(
        lapi.to("/v1/usage-metrics")
            .header("X-Api-Key", key.reveal())
            .post(RequestBody.create(body, null)));
  }

  private static String components(String components) {
    return "{\"remediation_components\":[" + components + "],\"log_processors\":null}";
  }

  private static void assertMessage(Reply reply, int status, String message) {
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void a_bouncers_report_is_kept_with_what_it_tells_of_itself() throws Exception {
    Reply reply = report(components(COMPONENT));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).isEmpty();
    UsageEntry kept = lapi.administration().usageMetrics().get(0);
    assertThat(kept.source()).isEqualTo(UsageSource.REMEDIATION_COMPONENT);
    assertThat(kept.by()).isEqualTo("fw");
    assertThat(kept.payload()).startsWith("{\"type\":\"fw\",\"metrics\":[{").contains("150");
    assertThat(lapi.administration().bouncer("fw").orElseThrow().os()).isEqualTo("debian/12");
    assertThat(lapi.administration().bouncer("fw").orElseThrow().featureFlags())
        .containsExactly("a", "b");
  }

  @Test
  void the_operating_system_may_be_missing() throws Exception {
    assertThat(report(components(COMPONENT.replaceFirst("\"os\":\\{[^}]*},", ""))).status())
        .isEqualTo(201);
  }

  @Test
  void exactly_one_component_of_the_callers_kind_is_taken() throws Exception {
    assertMessage(report("{}"), 400, "Missing remediation component data");
    assertMessage(
        report(components(COMPONENT + "," + COMPONENT)),
        400,
        "Payload has more than one remediation component");
  }

  @Test
  void what_is_missing_is_told_with_its_place() throws Exception {
    assertMessage(
        report(components("{\"version\":\"1\"}")),
        422,
        "validation failure list:\\n"
            + "remediation_components.0.utc_startup_timestamp in body is required");
    assertMessage(
        report(components(COMPONENT.replace("\"name\":\"debian\",", ""))),
        422,
        "validation failure list:\\nremediation_components.0.os.name in body is required");
  }

  @Test
  void a_wrong_kind_is_refused() throws Exception {
    Reply reply = report(components(COMPONENT.replace("1707369316", "\"now\"")));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("json: cannot unmarshal string into Go struct field ");
    assertThat(
            report(components(COMPONENT.replaceFirst("\"metrics\":\\[(.*)]", "\"metrics\":$1")))
                .status())
        .isEqualTo(400);
  }

  @Test
  void a_machines_report_is_kept() throws Exception {
    String token = lapi.addMachine();
    String body =
        "{\"log_processors\":[{\"version\":\"v1.7\",\"utc_startup_timestamp\":1,"
            + "\"hub_items\":{},\"datasources\":{\"file\":2},"
            + METRICS
            + "}]}";

    Reply reply =
        lapi.send(
            lapi.to("/v1/usage-metrics")
                .header("Authorization", "Bearer " + token)
                .post(RequestBody.create(body, null)));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(lapi.administration().usageMetrics().get(0).by()).isEqualTo("web01");
    assertThat(lapi.administration().machine("web01").orElseThrow().version()).isEqualTo("v1.7");
  }
}
