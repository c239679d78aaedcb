package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.LapiServerConfig.AutoRegistration;
import io.gatehouse.lapi.server.LapiServerConfig.Registration;
import io.gatehouse.lapi.server.RunningLapi.Reply;
import io.gatehouse.net.IpPrefix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatcherRoutesTest {
  private static final String REGISTRATION =
      "{\"machine_id\":\"new\",\"password\":\"secret word\"}";

  @TempDir private Path directory;
  private RunningLapi lapi;

  @BeforeEach
  void start() throws Exception {
    lapi = RunningLapi.in(directory);
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  @Test
  void health_needs_no_proof() throws Exception {
    Reply reply = lapi.get("/health");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(reply.headers().get("Cache-Control")).isEqualTo("no-cache");
    assertThat(reply.headers().get("Server")).isNull();
  }

  @Test
  void a_machine_logs_in_and_says_that_it_lives() throws Exception {
    String token = lapi.addMachine();

    assertThat(lapi.getWithToken("/v1/heartbeat", token).status()).isEqualTo(200);
    assertThat(lapi.administration().machine(RunningLapi.MACHINE).orElseThrow().lastHeartbeat())
        .contains(lapi.time.instant());
    assertThat(lapi.administration().machine(RunningLapi.MACHINE).orElseThrow().scenarios())
        .containsExactly("a/b");
  }

  @Test
  void a_login_tells_when_the_token_ends() throws Exception {
    lapi.addMachine();

    Reply reply = lapi.logIn(RunningLapi.MACHINE, RunningLapi.PASSWORD.reveal());

    assertThat(reply.body()).startsWith("{\"code\":200,\"expire\":\"20").contains("\"token\":\"");
  }

  @Test
  void the_ways_not_to_log_in_have_upstreams_words() throws Exception {
    lapi.addMachine();
    lapi.post("/v1/watchers", REGISTRATION);

    assertLogin(lapi.logIn("nobody", "x"), "ent: machine not found");
    assertLogin(lapi.logIn("new", "secret word"), "machine new not validated");
    assertLogin(lapi.logIn(RunningLapi.MACHINE, "wrong"), "incorrect Username or Password");
    assertLogin(lapi.post("/v1/watchers/login", ""), "missing: EOF");
    assertLogin(
        lapi.post("/v1/watchers/login", "{\"machine_id\":\"x\"}"),
        "validation failure list:\\npassword in body is required");
  }

  private static void assertLogin(Reply reply, String message) {
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.body()).isEqualTo("{\"code\":401,\"message\":\"" + message + "\"}");
    assertThat(reply.headers().get("WWW-Authenticate")).isEqualTo("JWT realm=Crowdsec API local");
  }

  @Test
  void a_user_agent_without_one_slash_does_not_log_in() throws Exception {
    lapi.addMachine();
    String body =
        "{\"machine_id\":\"web01\",\"password\":\"" + RunningLapi.PASSWORD.reveal() + "\"}";

    Reply reply =
        lapi.send(
            lapi.to("/v1/watchers/login")
                .header("User-Agent", "curl")
                .post(RequestBody.create(body, null)));

    assertLogin(reply, "incorrect Username or Password");
  }

  @Test
  void tokens_are_refused_with_upstreams_words() throws Exception {
    String token = lapi.addMachine();

    assertLogin(lapi.get("/v1/heartbeat"), "cookie token is empty");
    assertLogin(lapi.getWithToken("/v1/heartbeat", "nonsense"), "token is malformed");
    String forged = token.substring(0, token.length() - 4) + "AAAA";
    assertLogin(lapi.getWithToken("/v1/heartbeat", forged), "signature is invalid");
    lapi.time.advance(Duration.ofHours(1).plusSeconds(1));
    assertLogin(lapi.getWithToken("/v1/heartbeat", token), "Token is expired");
  }

  @Test
  void a_token_may_come_as_a_cookie() throws Exception {
    String token = lapi.addMachine();

    assertThat(lapi.send(lapi.to("/v1/heartbeat").header("Cookie", "a=b; jwt=" + token)).status())
        .isEqualTo(200);
  }

  @Test
  void a_token_is_exchanged_until_an_hour_after_it_was_made() throws Exception {
    String token = lapi.addMachine();
    lapi.time.advance(Duration.ofMinutes(59));

    String next = RunningLapi.token(lapi.getWithToken("/v1/refresh_token", token));
    lapi.time.advance(Duration.ofMinutes(30));

    assertThat(lapi.getWithToken("/v1/heartbeat", next).status()).isEqualTo(200);
    assertLogin(lapi.getWithToken("/v1/refresh_token", token), "Token is expired");
  }

  @Test
  void a_deleted_machines_token_ends_at_once() throws Exception {
    String token = lapi.addMachine();

    Reply reply =
        lapi.send(lapi.to("/v1/watchers/self").delete().header("Authorization", "Bearer " + token));

    assertThat(reply.status()).isEqualTo(204);
    assertThat(lapi.getWithToken("/v1/heartbeat", token).status()).isEqualTo(401);
  }

  @Test
  void a_machine_registers_and_waits_for_an_operator() throws Exception {
    Reply reply = lapi.post("/v1/watchers", REGISTRATION);

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).isEmpty();
    assertThat(lapi.logIn("new", "secret word").status()).isEqualTo(401);
    lapi.administration().validateMachine("new");
    assertThat(lapi.logIn("new", "secret word").status()).isEqualTo(200);
  }

  @Test
  void the_ways_not_to_register_have_upstreams_words() throws Exception {
    lapi.post("/v1/watchers", REGISTRATION);

    assertMessage(lapi.post("/v1/watchers", REGISTRATION), 403, "user 'new': user already exist");
    assertMessage(
        lapi.post("/v1/watchers", "{}"),
        422,
        "validation failure list:\\nmachine_id in body is required\\npassword in body is required");
    assertThat(lapi.post("/v1/watchers", "{\"machine_id\":").status()).isEqualTo(400);
    assertMessage(
        lapi.post("/v1/watchers", "{\"machine_id\":\"y\",\"password\":\"" + "x".repeat(73) + "\"}"),
        400,
        "unable to hash");
    assertMessage(
        lapi.post("/v1/watchers", "{\"machine_id\":7,\"password\":\"x\"}"),
        400,
        "json: cannot unmarshal number into Go struct field machine_id of type string");
  }

  private static void assertMessage(Reply reply, int status, String message) {
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void names_of_fields_are_found_in_any_case() throws Exception {
    Reply reply =
        lapi.post("/v1/watchers", "{\"Machine_ID\":\"new\",\"PASSWORD\":\"secret word\"}");

    assertThat(reply.status()).isEqualTo(201);
  }

  @Test
  void a_token_validates_a_machine_from_an_allowed_range_at_once() throws Exception {
    lapi.close();
    String token = "t".repeat(32);
    AutoRegistration automatic =
        new AutoRegistration(Secret.of(token), List.of(IpPrefix.parse("127.0.0.0/8")));
    lapi =
        RunningLapi.in(
            directory,
            config -> config.registration(new Registration(false, Optional.of(automatic))));

    assertThat(lapi.post("/v1/watchers", withToken(token)).status()).isEqualTo(202);
    assertThat(lapi.logIn("new", "secret word").status()).isEqualTo(200);
    assertMessage(
        lapi.post("/v1/watchers", withToken("u".repeat(32))),
        401,
        "invalid token for auto registration");
  }

  private static String withToken(String token) {
    return "{\"machine_id\":\"new\",\"password\":\"secret word\",\"registration_token\":\""
        + token
        + "\"}";
  }
}
