package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lapi.server.RunningLapi.Reply;
import io.gatehouse.lapi.storage.AlertFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRoutesTest {
  @TempDir Path directory;

  private RunningLapi lapi;
  private String token;

  @BeforeEach
  void start() throws Exception {
    lapi = RunningLapi.in(directory);
    token = lapi.addMachine();
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  @Test
  void what_is_posted_without_a_decision_is_decided_by_the_profiles() throws Exception {
    Reply reply = post(alert("Ip", "192.0.2.7", "null"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).isEqualTo("[\"1\"]");
    lapi.time.advance(Duration.ofSeconds(20));
    assertThat(get("/v1/alerts/1").body())
        .isEqualTo(
            """
            {"capacity":5,"created_at":"2026-01-01T00:00:00Z",\
            "decisions":[{"duration":"3h59m40s","id":1,"origin":"crowdsec","scenario":"a/b",\
            "scope":"Ip","simulated":false,"type":"ban","value":"192.0.2.7"}],\
            "events":[{"meta":[{"key":"k","value":"\\u003cv\\u003e"}],\
            "timestamp":"2025-12-31 23:59:59 +0000 UTC"}],"events_count":6,"id":1,\
            "kind":"crowdsec","labels":null,"leakspeed":"10s","machine_id":"web01",\
            "message":"m","remediation":true,"scenario":"a/b","scenario_hash":"h",\
            "scenario_version":"0.3","simulated":false,\
            "source":{"scope":"Ip","value":"192.0.2.7"},"start_at":"2025-12-31T23:59:56Z",\
            "stop_at":"2026-01-01T00:00:00Z","uuid":"UUID"}"""
                .replace("UUID", uuid()));
  }

  private String uuid() throws Exception {
    return String.valueOf(lapi.database.alerts().find(1).orElseThrow().uuid());
  }

  @Test
  void a_decision_is_there_for_bouncers_before_the_answer_comes() throws Exception {
    var key = lapi.addBouncer("b");

    post(alert("ip", "192.0.2.7", "null"));

    assertThat(lapi.getWithKey("/v1/decisions?ip=192.0.2.7", key).body())
        .contains("\"scope\":\"Ip\"", "\"duration\":\"4h0m0s\"");
  }

  @Test
  void decisions_that_are_sent_are_kept_and_no_profile_is_asked() throws Exception {
    post(alert("Ip", "192.0.2.7", "[" + decision("range", "192.0.2.0/24", "1h") + "]"));

    assertThat(get("/v1/alerts/1").body())
        .contains("\"decisions\":[{\"duration\":\"1h0m0s\"", "\"scope\":\"Range\"")
        .doesNotContain("4h0m0s");
  }

  @Test
  void the_end_of_a_decision_counts_from_the_alerts_end() throws Exception {
    post(
        alert("Ip", "192.0.2.7", "[" + decision("Ip", "192.0.2.7", "1h") + "]")
            .replace("2026-01-01T00:00:00Z", "2025-12-31T20:00:00Z"));

    assertThat(get("/v1/alerts/1").body()).contains("\"duration\":\"-3h0m0s\"");
  }

  @Test
  void a_decision_about_no_address_is_left_out_and_an_alert_of_such_alone_too() throws Exception {
    String bad = decision("Ip", "not-an-ip", "1h");

    assertThat(post(alert("Ip", "x", "[" + bad + "]")).body()).isEqualTo("[]");
    String mixed = "[" + bad + "," + decision("Ip", "192.0.2.8", "1h") + "]";
    assertThat(post(alert("Ip", "x", mixed)).body()).isEqualTo("[\"1\"]");
    assertThat(get("/v1/alerts/1").body()).contains("192.0.2.8").doesNotContain("not-an-ip");
    String user = decision("username", "anybody", "1h");
    assertThat(post(alert("username", "anybody", "[" + user + "]")).body()).isEqualTo("[\"2\"]");
  }

  @Test
  void a_simulated_alert_simulates_its_decisions() throws Exception {
    post(alert("Ip", "192.0.2.7", "null").replace("\"simulated\":false", "\"simulated\":true"));

    assertThat(get("/v1/alerts/1").body()).contains("\"simulated\":true,\"type\":\"ban\"");
  }

  @Test
  void a_bad_duration_refuses_the_whole_batch() throws Exception {
    String good = alert("Ip", "192.0.2.7", "null");
    String bad = alert("Ip", "192.0.2.8", "[" + decision("Ip", "192.0.2.8", "soon") + "]");

    Reply reply = post(joined(good, bad));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).contains("decision duration 'soon'");
    assertThat(lapi.database.alerts().find(AlertFilter.ALL)).isEmpty();
  }

  private static String joined(String one, String other) {
    return one.substring(0, one.length() - 1) + "," + other.substring(1);
  }

  @Test
  void what_is_missing_is_told_with_upstreams_status_and_words() throws Exception {
    Reply reply = post("[{\"capacity\":1,\"events\":[],\"events_count\":1,\"leakspeed\":\"\"}]");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body())
        .startsWith("{\"message\":\"validation failure list:\\n0.message in body is required\\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''   | EOF",
        "'[{' | unexpected EOF",
        "'{}' | json: cannot unmarshal object into Go value of type models.AddAlertsRequest",
      })
  void what_is_no_list_of_alerts_is_400(String body, String message) throws Exception {
    Reply reply = post(body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
  }

  @Test
  void nothing_is_stored_as_nothing() throws Exception {
    assertThat(post("[]").body()).isEqualTo("[]");
    assertThat(post("null").status()).isEqualTo(201);
    assertThat(get("/v1/alerts").body()).isEqualTo("null");
  }

  @Test
  void a_compressed_body_is_taken() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(alert("Ip", "192.0.2.7", "null").getBytes(StandardCharsets.UTF_8));
    }

    Reply reply =
        lapi.send(
            asMachine("/v1/alerts")
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(bytes.toByteArray(), null)));

    assertThat(reply.body()).isEqualTo("[\"1\"]");
  }

  @Test
  void a_bomb_is_refused() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("[{\"message\":\"".getBytes(StandardCharsets.UTF_8));
      byte[] block = "[".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 60; i++) {
        gzip.write("\",\"message\":\"".getBytes(StandardCharsets.UTF_8));
        gzip.write(block, 0, block.length / 2);
        gzip.write("\",\"x\":\"".getBytes(StandardCharsets.UTF_8));
        gzip.write(block, 0, block.length / 2);
      }
    }

    Reply reply =
        lapi.send(
            asMachine("/v1/alerts")
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(bytes.toByteArray(), null)));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo("{\"message\":\"http: request body too large\"}");
  }

  @Test
  void alerts_are_found_by_filter_newest_first() throws Exception {
    post(alert("Ip", "192.0.2.7", "null"));
    post(alert("Ip", "192.0.2.8", "null"));

    assertThat(get("/v1/alerts").body()).containsSubsequence("\"id\":2", "\"id\":1,\"kind\"");
    assertThat(get("/v1/alerts?value=192.0.2.8").body()).doesNotContain("192.0.2.7");
    assertThat(get("/v1/alerts?ip=192.0.2.7").body()).doesNotContain("192.0.2.8");
    assertThat(get("/v1/alerts?scenario=other").body()).isEqualTo("null");
    assertThat(get("/v1/alerts?limit=0&has_active_decision=true").body())
        .startsWith("[{")
        .endsWith("}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alert_source=x | filter parameter 'alert_source' is unknown (=x): invalid filter",
        "ip=gruyere     | invalid ip address 'gruyere'",
      })
  void a_filter_that_is_none_is_refused_in_upstreams_words(String query, String message)
      throws Exception {
    Reply reply = get("/v1/alerts?" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(delete("/v1/alerts?" + query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
  void a_number_that_is_none_is_refused(String id) throws Exception {
    assertThat(get("/v1/alerts/" + id).status()).isEqualTo(400);
    assertThat(get("/v1/alerts/" + id).body())
        .isEqualTo("{\"message\":\"alert_id must be valid integer\"}");
  }

  @Test
  void an_unknown_alert_is_404() throws Exception {
    assertThat(get("/v1/alerts/7").status()).isEqualTo(404);
    assertThat(get("/v1/alerts/7").body()).isEqualTo("{\"message\":\"object not found\"}");
    assertThat(delete("/v1/alerts/7").status()).isEqualTo(404);
  }

  @Test
  void deleting_tells_how_many_as_a_text_and_ends_the_decisions() throws Exception {
    var key = lapi.addBouncer("b");
    post(alert("Ip", "192.0.2.7", "null"));
    post(alert("Ip", "192.0.2.8", "null"));

    assertThat(delete("/v1/alerts/1").body()).isEqualTo("{\"nbDeleted\":\"1\"}");
    assertThat(delete("/v1/alerts?limit=0").body()).isEqualTo("{\"nbDeleted\":\"1\"}");
    assertThat(delete("/v1/alerts").body()).isEqualTo("{\"nbDeleted\":\"0\"}");
    assertThat(lapi.getWithKey("/v1/decisions", key).body()).isEqualTo("null");
  }

  @Test
  void head_answers_with_an_empty_text() throws Exception {
    Reply reply = lapi.send(asMachine("/v1/alerts").head());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().get("Content-Type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void nobody_without_a_token_may_ask() throws Exception {
    assertThat(lapi.get("/v1/alerts").status()).isEqualTo(401);
    assertThat(lapi.post("/v1/alerts", "[]").status()).isEqualTo(401);
  }

  @Test
  void who_sent_an_alert_is_noted() throws Exception {
    post(alert("Ip", "192.0.2.7", "null"));

    assertThat(lapi.administration().machines().get(0).lastPush()).contains(lapi.time.instant());
  }

  private static String alert(String scope, String value, String decisions) {
    return """
        [{"scenario":"a/b","scenario_hash":"h","scenario_version":"0.3","message":"m",\
        "events_count":6,"start_at":"2025-12-31T23:59:56Z","stop_at":"2026-01-01T00:00:00Z",\
        "capacity":5,"leakspeed":"10s","simulated":false,"remediation":true,"kind":"crowdsec",\
        "events":[{"timestamp":"2025-12-31T23:59:59Z","meta":[{"key":"k","value":"<v>"}]}],\
        "source":{"scope":"%s","value":"%s"},"decisions":%s}]"""
        .formatted(scope, value, decisions);
  }

  private static String decision(String scope, String value, String duration) {
    return """
        {"duration":"%s","scope":"%s","value":"%s","type":"ban","scenario":"s","origin":"cscli"}"""
        .formatted(duration, scope, value);
  }

  private Request.Builder asMachine(String path) {
    return lapi.to(path).header("Authorization", "Bearer " + token);
  }

  private Reply post(String json) throws IOException {
    return lapi.send(asMachine("/v1/alerts").post(RequestBody.create(json, null)));
  }

  private Reply get(String path) throws IOException {
    return lapi.send(asMachine(path));
  }

  private Reply delete(String path) throws IOException {
    return lapi.send(asMachine(path).delete());
  }
}
