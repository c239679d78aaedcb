package io.gatehouse.daemon.forward;

import static io.gatehouse.daemon.forward.RunningForwardAuth.CLEAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ScriptedLapi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AppSec is shown of requests that proxies ask about, and what its verdicts come to. */
class ForwardAuthAppSecTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path directory;
  private @Nullable RunningForwardAuth running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth", "/envoy"})
  void appsec_is_asked_about_clean_visitors_and_its_page_is_the_answer(String way)
      throws Exception {
    try (ScriptedLapi appSec = appSec()) {
      start(asking(appSec));
      bans(appSec, "/.env");

      assertThat(by(way, "/cart?id=7").statusCode()).isEqualTo(200);
      assertThat(by(way, "/.env?a=b").statusCode()).isEqualTo(403);
      assertThat(by(way, "/.env").body()).contains("This request was not let through");

      ScriptedLapi.Request first = appSec.takeRequest();
      assertThat(first.header("X-Crowdsec-Appsec-Uri")).isEqualTo("/cart?id=7");
      assertThat(first.header("X-Crowdsec-Appsec-Ip")).isEqualTo(CLEAN);
      assertThat(first.header("X-Crowdsec-Appsec-Verb")).isEqualTo("GET");
      assertThat(first.header("X-Forwarded-Uri")).isEmpty();
    }
  }

  private HttpResponse<String> by(String way, String target) throws Exception {
    return way.equals("/auth") ? traefik(target) : envoy(target);
  }

  @Test
  void nginx_asks_twice_of_what_appsec_refuses_and_it_is_counted_once() throws Exception {
    try (ScriptedLapi appSec = appSec()) {
      start(asking(appSec));
      bans(appSec, "/order");

      assertThat(nginx("/nginx").statusCode()).isEqualTo(403);
      assertThat(nginx("/nginx/wall").body()).contains("This request was not let through");

      assertThat(
              running()
                  .meters()
                  .get("gatehouse.requests")
                  .tags("origin", "appsec")
                  .counter()
                  .count())
          .isEqualTo(1);
      assertThat(appSec.takeRequest().header("X-Crowdsec-Appsec-Verb")).isEqualTo("POST");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, false, headers-only, 1234567890",
    "11, false, headers-only, ''",
    "11, false, partial, 1234567890",
    "3, true, headers-only, ''",
    "3, true, partial, 123"
  })
  void a_body_that_a_proxy_hands_on_is_seen(int length, boolean cutOff, String beyond, String seen)
      throws Exception {
    try (ScriptedLapi appSec = appSec()) {
      start(asking(appSec).replace("}", ", max_body: 10, on_body_too_large: " + beyond + "}"));

      HttpRequest request =
          HttpRequest.newBuilder(at("/envoy/order"))
              .header("X-Gatehouse-Client", CLEAN)
              .header("x-envoy-auth-partial-body", Boolean.toString(cutOff))
              .POST(BodyPublishers.ofString("1234567890+".substring(0, length)))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

      assertThat(appSec.takeRequest().body()).isEqualTo(seen);
    }
  }

  @ParameterizedTest
  @CsvSource({"pass, 200", "deny, 503", "captcha, 403"})
  void without_a_verdict_the_setting_counts(String onFailure, int status) throws Exception {
    try (ScriptedLapi appSec = appSec().otherwise(request -> Answer.of(500, "text/plain", ""))) {
      start(asking(appSec).replace("}", ", on_failure: " + onFailure + "}"));

      assertThat(traefik("/").statusCode()).isEqualTo(status);
    }
  }

  @Test
  void a_page_of_bot_detection_lets_nobody_pass_and_its_own_pages_are_served() throws Exception {
    String page =
        "{\"action\":\"challenge\",\"http_status\":200,\"user_body_content\":\"<p>checking\"}";
    try (ScriptedLapi appSec = appSec().otherwise(request -> Answer.json(page))) {
      start(asking(appSec));

      assertThat(traefik("/").statusCode()).isEqualTo(403);
      assertThat(traefik("/").body()).isEqualTo("<p>checking");
      assertThat(nginx("/nginx").statusCode()).isEqualTo(401);
      assertThat(nginx("/nginx/wall").body()).isEqualTo("<p>checking");
      HttpResponse<String> script =
          ask("/crowdsec-internal/challenge/pow-worker.js", "X-Forwarded-For", CLEAN);
      assertThat(script.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void what_is_excluded_is_not_shown_to_appsec() throws Exception {
    try (ScriptedLapi appSec = appSec()) {
      start(asking(appSec) + "\nexclude: [/free]");
      bans(appSec, "/");

      assertThat(traefik("/free").statusCode()).isEqualTo(200);
      assertThat(appSec.requestsWaiting()).isZero();
    }
  }

  private static ScriptedLapi appSec() {
    return ScriptedLapi.start().otherwise(request -> Answer.json("{\"action\":\"allow\"}"));
  }

  private static void bans(ScriptedLapi appSec, String beginning) {
    appSec.otherwise(
        request ->
            Answer.json(
                request.header("X-Crowdsec-Appsec-Uri").startsWith(beginning)
                    ? "{\"action\":\"ban\",\"http_status\":403}"
                    : "{\"action\":\"allow\"}"));
  }

  private static String asking(ScriptedLapi appSec) {
    return "appsec: {url: '%s', api_key: k, timeout: 10s, connect_timeout: 10s}"
        .formatted(appSec.url());
  }

  private HttpResponse<String> traefik(String uri) throws Exception {
    return ask(
        "/auth",
        "X-Forwarded-Method",
        "GET",
        "X-Forwarded-Uri",
        uri,
        "X-Forwarded-For",
        CLEAN,
        "Accept",
        "text/html");
  }

  private HttpResponse<String> envoy(String target) throws Exception {
    return ask("/envoy" + target, "X-Gatehouse-Client", CLEAN, "Accept", "text/html");
  }

  private HttpResponse<String> nginx(String path) throws Exception {
    return ask(
        path,
        "X-Original-Method",
        "POST",
        "X-Original-URI",
        "/order?a=b",
        "X-Forwarded-For",
        CLEAN,
        "Accept",
        "text/html");
  }

  private void start(String more) throws Exception {
    running = RunningForwardAuth.start(directory, more);
  }

  private RunningForwardAuth running() {
    return Objects.requireNonNull(running);
  }

  private URI at(String target) {
    return URI.create("http://127.0.0.1:" + running().port() + target);
  }

  private HttpResponse<String> ask(String target, String... headers) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(at(target)).headers(headers).build();
    return http.send(request, BodyHandlers.ofString());
  }
}
