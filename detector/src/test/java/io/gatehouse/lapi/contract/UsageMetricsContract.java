package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /v1/usage-metrics}. */
@UnlikeDebian("the route is of a later release")
public abstract class UsageMetricsContract extends LapiContract {
  private static final String OS = "\"os\":{\"name\":\"debian\",\"version\":\"12\"},";
  private static final String METRICS =
      """
      "metrics":[{"meta":{"window_size_seconds":900,"utc_now_timestamp":1707399316},\
      "items":[{"name":"dropped","value":150,"unit":"packet",\
      "labels":{"origin":"CAPI","ip_type":"ipv4"}},\
      {"name":"a_name_of_our_own","value":1.5,"unit":"cup"}]}]""";
  private static final String BODY =
      "\"type\":\"test\",\"version\":\"v1\","
          + OS
          + "\"feature_flags\":[],\"utc_startup_timestamp\":1707369316,"
          + METRICS;

  @Test
  void a_bouncer_tells_what_it_did() {
    push(bouncer(), bouncers(BODY)).expect(201, "");
  }

  @Test
  void an_operating_system_need_not_be_told() {
    push(bouncer(), bouncers(BODY.replace(OS, ""))).expect(201, "");
  }

  @Test
  void a_machine_tells_what_it_did() {
    String body =
        BODY.replace("\"type\":\"test\",", "")
            + ",\"hub_items\":{\"scenarios\":[{\"name\":\"a/b\",\"version\":\"0.1\","
            + "\"status\":\"official\"}]},\"datasources\":{\"file\":2}";

    push(machine(), "{\"remediation_components\":null,\"log_processors\":[{" + body + "}]}")
        .expect(201, "");
  }

  @Test
  void who_tells_nothing_about_itself_is_refused() {
    push(bouncer(), "{\"log_processors\":null}")
        .expect(400, "{\"message\":\"Missing remediation component data\"}");
    push(bouncer(), "{\"remediation_components\":[]}")
        .expect(400, "{\"message\":\"Missing remediation component data\"}");
    push(machine(), bouncers(BODY)).expect(400, "{\"message\":\"Missing log processor data\"}");
  }

  @Test
  void who_tells_about_two_is_refused() {
    push(bouncer(), "{\"remediation_components\":[{" + BODY + "},{" + BODY + "}]}")
        .expect(400, "{\"message\":\"Payload has more than one remediation component\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"utc_startup_timestamp\":1707369316 | utc_startup_timestamp",
        "\"version\":\"v1\" | version",
        "\"name\":\"debian\", | os.name",
        "\"unit\":\"packet\", | metrics.0.items.0.unit",
        "\"window_size_seconds\":900, | metrics.0.meta.window_size_seconds",
      })
  void what_is_missing_is_named(String without, String name) {
    String body = BODY.replaceFirst(Pattern.quote(without) + ",?", "");

    WireAnswer answer = push(bouncer(), bouncers(body)).expect(422);

    assertThat(answer.body())
        .startsWith("{\"message\":\"validation failure list:\\n")
        .contains("remediation_components.0." + name + " in body is required");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1707369316 | \"1707369316\"",
        "\"version\":\"v1\" | \"version\":1",
        "\"metrics\":[ | \"metrics\":{\"a\":[",
        "\"value\":150 | \"value\":\"150\"",
      })
  void a_value_of_the_wrong_kind_is_refused(String right, String wrong) {
    WireAnswer answer = push(bouncer(), bouncers(BODY.replace(right, wrong))).expect(400);

    assertThat(answer.body()).startsWith("{\"message\":\"");
  }

  @Test
  void who_is_nobody_is_refused() {
    push(Caller.nobody(), bouncers(BODY)).expect(403, FORBIDDEN);
    push(Caller.bouncer("no-such-key"), bouncers(BODY)).expect(403, FORBIDDEN);
    push(Caller.machine("x"), bouncers(BODY)).expect(401);
  }

  private WireAnswer push(Caller caller, String body) {
    return wire().post("v1/usage-metrics", caller, body);
  }

  private static String bouncers(String body) {
    return "{\"remediation_components\":[{" + body + "}],\"log_processors\":null}";
  }
}
