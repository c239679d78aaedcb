package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/alerts} and the deletion of decisions: what machines and operators do. */
public abstract class AlertsContract extends LapiContract {
  private Caller asking = Caller.nobody();

  @BeforeAll
  final void addBouncer() {
    asking = bouncer();
  }

  @Test
  void ids_are_answered_as_texts() {
    assertThat(post(WireAlert.about("1.2.3.4"), WireAlert.about("1.2.3.5")).body())
        .matches("\\[\"\\d+\",\"\\d+\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"'' | EOF", "[ | unexpected EOF", "[{ | unexpected EOF"})
  void what_is_no_json_is_refused(String body, String message) {
    postAlerts(body).expect(400, "{\"message\":\"%s\"}".formatted(message));
  }

  @Test
  void what_an_alert_lacks_is_named() {
    postAlerts("[{}]")
        .expect(
            500,
            "{\"message\":\"validation failure list:\\n0.capacity in body is required\\n"
                + "0.events in body is required\\n0.events_count in body is required\\n"
                + "0.leakspeed in body is required\\n0.message in body is required\\n"
                + "0.scenario in body is required\\n0.scenario_hash in body is required\\n"
                + "0.scenario_version in body is required\\n0.simulated in body is required\\n"
                + "0.source in body is required\\n0.start_at in body is required\\n"
                + "0.stop_at in body is required\"}");
  }

  @Test
  void names_of_fields_have_no_case_and_unknown_ones_are_ignored() {
    String alert =
        WireAlert.about("1.2.3.4")
            .json()
            .replace("\"events\"", "\"Events\"")
            .replace("\"capacity\"", "\"CAPACITY\"")
            .replaceFirst("\\{", "{\"more\":{\"a\":[1,{}]},");

    postAlerts("[" + alert + "]").expect(201);
  }

  @Test
  void an_alert_comes_back_as_it_was_told() {
    String id = onlyId(post(WireAlert.about("1.2.3.4")));

    String alert = wire().get("v1/alerts/" + id, machine()).expect(200).body();
    assertThat(alert)
        .startsWith("{\"capacity\":5,\"created_at\":\"")
        .contains("\"id\":" + id + ",", "\"labels\":null", "\"leakspeed\":\"10s\"")
        .contains("\"machine_id\":\"contract\"", "\"message\":\"told by a test\"")
        .contains("\"events_count\":6", "\"scenario\":\"test/bf\"", "\"scenario_version\":\"0.3\"")
        .contains("\"scenario_hash\":\"4441dcff07\"", "\"simulated\":false")
        .contains("\"meta\":[{\"key\":\"source_ip\",\"value\":\"1.2.3.4\"}]")
        .contains("\"timestamp\":\"2020-10-02 17:09:08 +0000 UTC\"")
        .containsPattern("\"source\":\\{.*\"scope\":\"Ip\",\"value\":\"1.2.3.4\"}");
  }

  @Test
  @UnlikeDebian("durations have a fraction, times a format of Go; no remediation, no uuid")
  void times_are_whole_seconds() {
    String id = onlyId(post(WireAlert.about("1.2.3.4")));
    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    assertThat(wire().get("v1/alerts/" + id, machine()).body())
        .containsPattern("\"created_at\":\"" + time + "\"")
        .containsPattern("\"start_at\":\"" + time + "\",\"stop_at\":\"" + time + "\"")
        .containsPattern("\"uuid\":\"[0-9a-f-]{36}\"")
        .contains("\"remediation\":true")
        .containsPattern("\"duration\":\"(3h59m[0-9]+s|4h0m0s)\"");
  }

  @Test
  void an_alert_without_decisions_has_null() {
    String id = onlyId(post(WireAlert.about("1.2.3.4").withoutRemediation()));

    assertThat(wire().get("v1/alerts/" + id, machine()).body()).contains("\"decisions\":null");
  }

  @Test
  void the_profile_decides_about_addresses_and_ranges() {
    post(WireAlert.about("1.2.3.4"), WireAlert.about("5.6.7.0/24").called("test/range"));

    assertThat(alerts("value=1.2.3.4").body())
        .containsPattern(
            "\"decisions\":\\[\\{\"duration\":\"(3h59m[0-9.]+s|4h0m0s)\",\"id\":\\d+,"
                + "\"origin\":\"crowdsec\",\"scenario\":\"test/bf\",\"scope\":\"Ip\","
                + "\"simulated\":false,\"type\":\"ban\",\"value\":\"1.2.3.4\"}]");
    assertThat(live("ip=5.6.7.8").values()).containsExactly("5.6.7.0/24");
  }

  @Test
  @UnlikeDebian("keeps the spelling of an alert's source")
  void scopes_get_their_canonical_spelling() {
    post(WireAlert.about("1.2.3.4").scoped("ip"));
    given(WireDecision.ban("5.6.7.0/24").scoped("RANGE"));

    assertThat(live("ip=1.2.3.4").body()).contains("\"scope\":\"Ip\"");
    assertThat(live("ip=5.6.7.8").body()).contains("\"scope\":\"Range\"");
  }

  @Test
  void what_asks_for_no_remediation_gets_none() {
    post(WireAlert.about("1.2.3.4").withoutRemediation());

    live("ip=1.2.3.4").expect(200, "null");
  }

  @Test
  void a_simulated_alert_has_simulated_decisions() {
    post(WireAlert.about("1.2.3.4").inSimulation());

    live("ip=1.2.3.4").expect(200, "null");
    assertThat(alerts("value=1.2.3.4").body())
        .containsPattern("\"decisions\":\\[[^]]*\"simulated\":true");
  }

  @Test
  void a_decision_counts_from_the_end_of_its_alert() {
    post(WireAlert.about("1.2.3.4").stoppedBefore(Duration.ofSeconds(3610)));
    post(WireAlert.about("1.2.3.5").stoppedBefore(Duration.ofHours(5)));

    assertThat(live("ip=1.2.3.4").durations().get(0)).matches("2h59m.*|3h0m0s");
    live("ip=1.2.3.5").expect(200, "null");
    assertThat(alerts("value=1.2.3.5").body()).contains("\"duration\":\"-1h0m");
  }

  @Test
  void three_decisions_about_one_value_in_one_alert_are_all_kept() {
    WireDecision ban = WireDecision.ban("1.2.3.4");

    post(WireAlert.deciding(ban.lasting("1h"), ban.lasting("2h"), ban.lasting("3h")));

    assertThat(live("ip=1.2.3.4").values()).containsExactly("1.2.3.4", "1.2.3.4", "1.2.3.4");
  }

  @Test
  void a_decision_without_an_end_is_refused_whole() {
    assertThat(
            postAlerts(
                    "["
                        + WireAlert.deciding(WireDecision.ban("1.2.3.4").lasting("soon")).json()
                        + "]")
                .status())
        .isBetween(400, 500);

    live("ip=1.2.3.4").expect(200, "null");
  }

  @ParameterizedTest
  @CsvSource({"7d, 167h59m.*|168h0m0s", "1d12h, 35h59m.*|36h0m0s"})
  @UnlikeDebian("takes no days")
  void a_decision_may_last_days(String duration, String left) {
    given(WireDecision.ban("1.2.3.4").lasting(duration));

    assertThat(live("ip=1.2.3.4").durations().get(0)).matches(left);
  }

  @Test
  @UnlikeDebian("refuses the whole request")
  void a_decision_about_no_address_is_dropped_and_the_rest_kept() {
    post(WireAlert.deciding(WireDecision.ban("1.2.3.4"), WireDecision.ban("nonsense")));
    post(WireAlert.deciding(WireDecision.ban("nothing-else"))).expect(201, "[]");

    assertThat(live("").values()).containsExactly("1.2.3.4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "value=1.2.3.4 | 1",
        "value=9.9.9.9 | 0",
        "scope=ip | 2",
        "scope=Range | 1",
        "scenario=test/range | 1",
        "ip=1.2.3.4 | 1",
        "ip=5.6.7.8 | 1",
        "range=5.6.0.0/16 | 0",
        "range=5.6.0.0/16&contains=false | 1",
        "ip=1.2.3.5 | 0",
        "since=1h | 2",
        "since=4h | 3",
        "until=1h | 1",
        "until=4h | 0",
        "has_active_decision=true | 2",
        "has_active_decision=false | 1",
        "decision_type=ban | 2",
        "decision_type=captcha | 0",
        "origin=crowdsec | 2",
        "origin=cscli | 0",
        "limit=2 | 2",
        "limit=0 | 3",
        "simulated=false | 3",
      })
  void filters_choose_alerts(String query, int count) {
    post(
        WireAlert.about("1.2.3.4"),
        WireAlert.about("5.6.7.0/24").called("test/range").stoppedBefore(Duration.ofHours(3)),
        WireAlert.about("1.2.3.5").withoutRemediation());

    assertThat(alerts(query).body().split("\"labels\":", -1)).hasSize(count + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"with_decisions=false", "sort=ASC&since=7d", "created_before=0s"})
  @UnlikeDebian("these are of a later release")
  void later_filters_are_known(String query) {
    post(WireAlert.about("1.2.3.4"));

    alerts(query).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scenario=test/bf", "include_capi=false"})
  @UnlikeDebian("these find alerts with decisions only")
  void filters_choose_alerts_without_decisions_too(String query) {
    post(WireAlert.about("1.2.3.4").withoutRemediation());

    assertThat(alerts(query).values()).contains("1.2.3.4");
  }

  @Test
  @UnlikeDebian("sorts upwards")
  void the_newest_come_first_and_the_oldest_on_request() {
    post(WireAlert.about("1.2.3.4").called("first"), WireAlert.about("1.2.3.5").called("second"));

    assertThat(alerts("").body()).containsSubsequence("\"second\"", "\"first\"");
    assertThat(alerts("sort=ASC").body()).containsSubsequence("\"first\"", "\"second\"");
  }

  @Test
  void no_alerts_are_null() {
    alerts("value=1.2.3.4").expect(200, "null");
  }

  @Test
  void an_unknown_filter_is_refused() {
    alerts("what=1").expectRefusal("ilter parameter 'what' is unknown (=1): invalid filter");
    wire().delete("v1/alerts?what=1", machine()).expectRefusal("'what' is unknown (=1)");
    wire()
        .delete("v1/decisions?what=1", machine())
        .expectRefusal("'what' doesn't exist: invalid filter");
  }

  @Test
  void an_alert_that_is_not_there_is_not_found() {
    wire().get("v1/alerts/999999", machine()).expect(404, "{\"message\":\"object not found\"}");
    wire().delete("v1/alerts/999999", machine()).expectRefusal("alert not found");
    wire()
        .get("v1/alerts/x", machine())
        .expect(400, "{\"message\":\"alert_id must be valid integer\"}");
    wire()
        .delete("v1/alerts/x", machine())
        .expect(400, "{\"message\":\"alert_id must be valid integer\"}");
  }

  @Test
  void head_is_answered_without_a_body() {
    String id = onlyId(post(WireAlert.about("1.2.3.4")));

    wire().head("v1/alerts", machine()).expect(200, "");
    wire().head("v1/alerts/" + id, machine()).expect(200, "");
  }

  @Test
  void alerts_are_deleted_by_filter_and_by_id() {
    post(WireAlert.about("1.2.3.4"), WireAlert.about("1.2.3.5"));
    String id = onlyId(post(WireAlert.about("1.2.3.6")));

    wire().delete("v1/alerts?value=1.2.3.4", machine()).expect(200, "{\"nbDeleted\":\"1\"}");
    wire().delete("v1/alerts/" + id, machine()).expect(200, "{\"nbDeleted\":\"1\"}");

    assertThat(live("").values()).containsExactly("1.2.3.5");
  }

  @Test
  void only_a_trusted_address_may_delete_alerts() {
    String refused = "{\"message\":\"access forbidden from this IP (127.0.0.2)\"}";
    try (Wire elsewhere = wire().from("127.0.0.2")) {
      elsewhere.delete("v1/alerts", machine()).expect(403, refused);
      elsewhere.delete("v1/alerts/1", machine()).expect(403, refused);
      elsewhere.delete("v1/decisions?ip=1.2.3.4", machine()).expect(200);
    }
  }

  private WireAnswer alerts(String query) {
    return wire().get("v1/alerts?" + query, machine());
  }

  private WireAnswer live(String query) {
    return wire().get("v1/decisions?" + query, asking);
  }

  private static String onlyId(WireAnswer posted) {
    return posted.body().replaceAll("[^0-9]", "");
  }
}
