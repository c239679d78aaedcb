package io.gatehouse.lapi.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.Alerts;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.lapi.Waiting;
import io.gatehouse.lapi.machine.LapiMachine.Registered;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.GzipSource;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LapiMachineTest {
  private static final List<Alert> ONE = List.of(Alerts.undecided("Ip", "192.0.2.7"));
  private static final List<Alert> MANY = Collections.nCopies(20, ONE.get(0));

  private final MockWebServer lapi = new MockWebServer();
  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final List<Duration> pauses = new ArrayList<>();
  private LapiMachine machine;

  @BeforeEach
  void start() throws Exception {
    lapi.start();
    Waiting noting =
        new Waiting() {
          @Override
          public void await(Duration pause) {
            pauses.add(pause);
          }

          @Override
          public void wake() {}
        };
    machine =
        LapiMachine.open(
            MachineCredentials.of(lapi.url("/").toString(), "web01", Secret.of("s3cret")),
            "cli",
            "0.1.0",
            time,
            noting,
            new Random(7));
  }

  @AfterEach
  void stop() {
    machine.close();
    lapi.close();
  }

  @Test
  void logs_in_once_and_says_who_it_is() throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(200, "");
    answer(200, "");

    machine.heartbeat();
    machine.heartbeat();

    RecordedRequest login = request();
    assertThat(login.getTarget()).isEqualTo("/v1/watchers/login");
    assertThat(login.getBody().utf8())
        .isEqualTo("{\"machine_id\":\"web01\",\"password\":\"s3cret\",\"scenarios\":[]}");
    RecordedRequest first = request();
    assertThat(first.getTarget()).isEqualTo("/v1/heartbeat");
    assertThat(first.getHeaders().get("Authorization")).isEqualTo("Bearer t1");
    assertThat(first.getHeaders().get("User-Agent"))
        .isEqualTo("gatehouse-cli/v0.1.0")
        .containsOnlyOnce("/");
    assertThat(request().getTarget()).isEqualTo("/v1/heartbeat");
  }

  @Test
  void the_token_is_renewed_a_minute_before_it_ends() throws Exception {
    answer(token("t1", "2026-01-01T01:00:00+00:00"));
    answer(200, "");
    answer(token("t2", "2026-01-01T02:00:00Z"));
    answer(200, "");

    machine.heartbeat();
    time.advance(Duration.ofMinutes(59));
    machine.heartbeat();

    requests(3);
    assertThat(request().getHeaders().get("Authorization")).isEqualTo("Bearer t2");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void a_refused_token_is_renewed_once(int status) throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(status, "{\"message\":\"Token is expired\"}");
    answer(token("t2", "2026-01-01T01:00:00Z"));
    answer(status, "{\"message\":\"access forbidden from this IP\"}");

    assertThatThrownBy(machine::heartbeat)
        .isInstanceOfSatisfying(
            LapiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
        .hasMessageContaining("web01")
        .hasMessageContaining("access forbidden from this IP");
    assertThat(lapi.getRequestCount()).isEqualTo(4);
  }

  @Test
  void a_refused_login_is_told_without_the_password() {
    answer(401, "{\"code\":401,\"message\":\"s3cret is an incorrect Username or Password\"}");

    assertThatThrownBy(machine::heartbeat)
        .hasMessageContaining("incorrect Username or Password")
        .hasMessageNotContaining("s3cret");
    assertThat(lapi.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 504})
  void what_finds_no_room_is_sent_again(int status) throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(status, "");
    answer(status, "");
    answer(201, "[\"12\"]");

    assertThat(machine.push(ONE)).containsExactly(12L);
    assertThat(pauses).hasSize(2).allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0);
  }

  @Test
  void it_gives_up_after_five_more_attempts() {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    for (int i = 0; i < 6; i++) {
      answer(503, "");
    }

    assertThatThrownBy(machine::heartbeat)
        .isInstanceOfSatisfying(
            LapiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SERVER_ERROR));
    assertThat(lapi.getRequestCount()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 500})
  void another_failure_is_told_at_once(int status) {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(status, "{\"message\":\"0.scenario in body is required\"}");

    assertThatThrownBy(() -> machine.push(ONE)).hasMessageContaining("0.scenario in body");
    assertThat(pauses).isEmpty();
  }

  @Test
  void a_long_body_is_compressed() throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(201, "[]");

    assertThat(machine.push(MANY)).isEmpty();

    requests(1);
    RecordedRequest push = request();
    assertThat(push.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
    String json = Okio.buffer(new GzipSource(new Buffer().write(push.getBody()))).readUtf8();
    assertThat(json).startsWith("[{\"capacity\":5,").endsWith("]");
  }

  @Test
  void a_lapi_that_cannot_decompress_gets_it_plainly_and_from_then_on() throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(400, "{\"message\":\"invalid character '\\u001f'\"}");
    answer(201, "[\"1\"]");
    answer(201, "[\"2\"]");

    assertThat(machine.push(MANY)).containsExactly(1L);
    assertThat(machine.push(MANY)).containsExactly(2L);

    requests(2);
    assertThat(request().getHeaders().get("Content-Encoding")).isNull();
    assertThat(request().getHeaders().get("Content-Encoding")).isNull();
  }

  @Test
  void asks_for_alerts_with_a_query() throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(200, "[{\"id\":7,\"decisions\":[{\"duration\":\"-3s\",\"value\":\"::1\"}]}]");
    answer(200, "null");

    List<Alert> alerts = machine.alerts(Map.of("scenario", "a/b c"));

    assertThat(alerts.get(0).id()).isEqualTo(7);
    assertThat(alerts.get(0).decisions().get(0).duration()).isEqualTo(Duration.ofSeconds(-3));
    assertThat(machine.alerts(Map.of())).isEmpty();
    requests(1);
    assertThat(request().getTarget()).isEqualTo("/v1/alerts?scenario=a%2Fb%20c");
  }

  @Test
  void an_alert_that_is_not_there_is_empty() throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(404, "{\"message\":\"object not found\"}");
    answer(200, "{\"id\":7}");

    assertThat(machine.alert(6)).isEmpty();
    assertThat(machine.alert(7)).map(Alert::id).contains(7L);
  }

  @Test
  void deletions_tell_how_many() throws Exception {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(200, "{\"nbDeleted\":\"7\"}");
    answer(200, "{\"nbDeleted\":1}");
    answer(404, "{\"message\":\"object not found\"}");

    assertThat(machine.deleteAlerts(Map.of())).isEqualTo(7);
    assertThat(machine.deleteDecisions(Map.of("ip", "192.0.2.7"))).isEqualTo(1);
    assertThat(machine.deleteDecision(5)).isZero();

    requests(2);
    RecordedRequest decisions = request();
    assertThat(decisions.getMethod()).isEqualTo("DELETE");
    assertThat(decisions.getTarget()).isEqualTo("/v1/decisions?ip=192.0.2.7");
    assertThat(request().getTarget()).isEqualTo("/v1/decisions/5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "{}", "[[]]", "[\"x\"]", "{\"nbDeleted\":\"x\"}", "nginx"})
  void an_answer_of_another_shape_is_told(String body) {
    answer(token("t1", "2026-01-01T01:00:00Z"));
    answer(200, body);
    answer(200, body);

    assertThatThrownBy(() -> machine.push(ONE)).isInstanceOf(LapiException.class);
    assertThatThrownBy(() -> machine.deleteAlert(1)).isInstanceOf(LapiException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"token\":\"t\"}",
        "{\"token\":\"a b\",\"expire\":\"2026-01-01T01:00:00Z\"}",
        "{\"token\":\"t\",\"expire\":\"soon\"}",
      })
  void a_login_without_a_token_is_told(String body) {
    answer(200, body);

    assertThatThrownBy(machine::heartbeat)
        .isInstanceOfSatisfying(
            LapiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED));
  }

  @Test
  void registers_with_a_token() throws Exception {
    answer(201, "");
    answer(202, "");
    answer(403, "{\"message\":\"user 'web01': user already exist\"}");

    assertThat(machine.register(Secret.of(""))).isEqualTo(Registered.PENDING);
    assertThat(machine.register(Secret.of("tok"))).isEqualTo(Registered.VALIDATED);
    assertThatThrownBy(() -> machine.register(Secret.of(""))).hasMessageContaining("already exist");

    assertThat(request().getBody().utf8())
        .isEqualTo("{\"machine_id\":\"web01\",\"password\":\"s3cret\"}");
    assertThat(request().getBody().utf8()).contains("\"registration_token\":\"tok\"");
  }

  @Test
  void no_call_survives_its_close() {
    machine.close();

    assertThatThrownBy(machine::heartbeat)
        .isInstanceOfSatisfying(
            LapiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
  }

  private static MockResponse token(String token, String expire) {
    return response(
        200, "{\"code\":200,\"expire\":\"%s\",\"token\":\"%s\"}".formatted(expire, token));
  }

  private static MockResponse response(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }

  private void answer(int status, String body) {
    answer(response(status, body));
  }

  private void answer(MockResponse response) {
    lapi.enqueue(response);
  }

  private RecordedRequest request() throws InterruptedException {
    RecordedRequest request = lapi.takeRequest(5, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private void requests(int passedOver) throws InterruptedException {
    for (int i = 0; i < passedOver; i++) {
      request();
    }
  }
}
