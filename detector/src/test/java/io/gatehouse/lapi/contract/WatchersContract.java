package io.gatehouse.lapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines: how they come in, and what the server says about itself. */
public abstract class WatchersContract extends LapiContract {
  private static final String NO_TOKEN = "{\"code\":401,\"message\":\"cookie token is empty\"}";

  @Test
  void who_registers_waits_for_the_operator() {
    String id = unique("machine");

    register(id).expect(201, "");
    login(id).expect(401, "{\"code\":401,\"message\":\"machine %s not validated\"}".formatted(id));
    lapi().validateMachine(id);

    login(id).expect(200);
  }

  @Test
  void an_id_is_registered_once() {
    String id = unique("machine");
    register(id).expect(201);

    register(id).expect(403, "{\"message\":\"user '%s': user already exist\"}".formatted(id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | EOF",
        "{ | unexpected EOF",
        "[] | json: cannot unmarshal array",
        "{\"machine_id\":7} | json: cannot unmarshal number",
        "nonsense | invalid character"
      })
  void what_is_no_json_is_refused(String body, String message) {
    WireAnswer answer = wire().post("v1/watchers", Caller.nobody(), body).expect(400);

    if (isDebian() || message.endsWith("EOF")) {
      assertThat(answer.body()).startsWith("{\"message\":\"" + message);
    }
  }

  @Test
  void missing_fields_are_named() {
    wire()
        .post("v1/watchers", Caller.nobody(), "{}")
        .expect(
            isDebian() ? 500 : 422,
            "{\"message\":\"validation failure list:\\nmachine_id in body is required\\n"
                + "password in body is required\"}");
  }

  @Test
  @UnlikeDebian("its bcrypt cuts long passwords off")
  void a_password_that_cannot_be_kept_is_refused() {
    register(unique("machine"), "x".repeat(73)).expect(400, "{\"message\":\"unable to hash\"}");
    register(unique("machine"), "x".repeat(72)).expect(201);
  }

  @Test
  void a_login_gives_a_token_for_an_hour() {
    WireAnswer answer = login("contract").expect(200);

    assertThat(answer.body())
        .matches(
            "\\{\"code\":200,\"expire\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)\","
                + "\"token\":\"[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\"}");
    wire().get("v1/alerts", Caller.machine(answer.token())).expect(200);
  }

  @Test
  void a_wrong_password_and_an_unknown_machine_are_refused() {
    login("contract", "wrong")
        .expect(401, "{\"code\":401,\"message\":\"incorrect Username or Password\"}");
    login("nobody").expect(401, "{\"code\":401,\"message\":\"ent: machine not found\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"crowdsec", "a/b/c"})
  void a_machine_without_a_proper_user_agent_is_refused(String userAgent) {
    String body = "{\"machine_id\":\"contract\",\"password\":\"%s\"}".formatted(PASSWORD);

    wire().post("v1/watchers/login", Caller.nobody().calling(userAgent), body).expect(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{ | missing: unexpected EOF", "'' | missing: EOF"})
  void a_login_that_is_no_json_is_refused(String body, String message) {
    wire()
        .post("v1/watchers/login", Caller.nobody().calling("a/b"), body)
        .expect(401, "{\"code\":401,\"message\":\"%s\"}".formatted(message));
  }

  @Test
  @UnlikeDebian("says input format error")
  void a_login_without_a_password_is_told_what_is_missing() {
    WireAnswer answer =
        wire()
            .post(
                "v1/watchers/login",
                Caller.nobody().calling("a/b"),
                "{\"machine_id\":\"contract\"}");

    answer.expect(401);
    assertThat(answer.body()).contains("validation failure list:\\npassword in body is required");
  }

  @Test
  void names_of_fields_have_no_case_and_unknown_ones_are_ignored() {
    String body = "{\"MACHINE_ID\":\"contract\",\"Password\":\"%s\",\"More\":[{}]}";

    wire()
        .post("v1/watchers/login", Caller.nobody().calling("a/b"), body.formatted(PASSWORD))
        .expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1/alerts", "v1/heartbeat", "v1/refresh_token", "v1/alerts/1"})
  void without_a_token_nobody_gets_in(String path) {
    WireAnswer answer = wire().get(path, Caller.nobody()).expect(401, NO_TOKEN);

    assertThat(answer.header("WWW-Authenticate")).isEqualTo("JWT realm=Crowdsec API local");
  }

  @Test
  void neither_another_scheme_nor_a_forged_token_gets_in() {
    String token = login("contract").token();
    String unsigned = token.substring(0, token.lastIndexOf('.') + 1);

    for (String header : List.of("Basic " + token, "Bearer ", "Bearer x", "Bearer " + unsigned)) {
      wire().get("v1/alerts", Caller.nobody().with("Authorization", header)).expect(401);
    }
    wire()
        .get("v1/alerts", Caller.nobody().with("Authorization", "Basic " + token))
        .expect(401, NO_TOKEN);
  }

  @Test
  void a_token_without_a_signature_does_not_get_in() {
    // {"alg":"none"} with the claims of a real one
    String claims = login("contract").token().split("\\.", -1)[1];

    wire().get("v1/alerts", Caller.machine("eyJhbGciOiJub25lIn0." + claims + ".")).expect(401);
  }

  @Test
  void a_token_comes_as_a_cookie_too() {
    Caller cookie = Caller.nobody().with("Cookie", "jwt=" + login("contract").token());

    wire().get("v1/heartbeat", cookie).expect(200);
  }

  @Test
  void a_token_is_refreshed() {
    String token = wire().get("v1/refresh_token", machine()).expect(200).token();

    wire().get("v1/heartbeat", Caller.machine(token)).expect(200);
  }

  @Test
  void a_heartbeat_is_asked_for_and_not_posted() {
    wire().get("v1/heartbeat", machine()).expect(200, "");
    wire().post("v1/heartbeat", machine(), "").expect(405, "");
  }

  @Test
  @UnlikeDebian("the route is of a later release")
  void a_machine_takes_itself_away() {
    String id = unique("machine");
    lapi().addMachine(id, PASSWORD);
    Caller leaving = Caller.machine(login(id).token());

    wire().delete("v1/watchers/self", leaving).expect(204, "");

    login(id).expect(401, "{\"code\":401,\"message\":\"ent: machine not found\"}");
  }

  @Test
  @UnlikeDebian("takes plain bodies only")
  void a_zipped_body_is_unpacked() {
    String body = "{\"machine_id\":\"contract\",\"password\":\"%s\"}".formatted(PASSWORD);

    wire()
        .postZipped("v1/watchers/login", Caller.nobody().calling("crowdsec/v1.7.8"), body)
        .expect(200);
  }

  @Test
  @UnlikeDebian("has no limits")
  void a_body_that_is_too_large_is_refused_before_and_after_unpacking() {
    String body = "{\"machine_id\":\"" + "x".repeat(2 << 20) + "\"}";
    String refused = "http: request body too large";

    wire()
        .post("v1/watchers", Caller.nobody(), body)
        .expect(400, "{\"message\":\"%s\"}".formatted(refused));
    wire().postZipped("v1/watchers", Caller.nobody(), body).expect(400);
  }

  @Test
  void its_health_is_for_everybody() {
    WireAnswer answer = wire().get("health", Caller.nobody()).expect(200, "{\"status\":\"up\"}");

    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
  }

  private WireAnswer register(String id) {
    return register(id, PASSWORD);
  }

  private WireAnswer register(String id, String password) {
    return wire()
        .post(
            "v1/watchers",
            Caller.nobody(),
            "{\"machine_id\":\"%s\",\"password\":\"%s\"}".formatted(id, password));
  }
}
