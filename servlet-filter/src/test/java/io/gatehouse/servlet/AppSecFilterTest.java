package io.gatehouse.servlet;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AppSec says, on a real server; each has a class of its own. */
abstract class AppSecFilterTest extends AppSecRig {
  private static final String RELAYED = "/crowdsec-internal/challenge/submit";

  @Test
  void what_appsec_allows_reaches_the_application() throws Exception {
    start(Map.of());

    assertThat(get("/app/parameters?q=%27").body()).isEqualTo("q=[']");
    APPSEC.verify(
        getRequestedFor(anyUrl())
            .withHeader("X-Crowdsec-Appsec-Api-Key", equalTo("the-key"))
            .withHeader("X-Crowdsec-Appsec-Ip", equalTo(CLEAN))
            .withHeader("X-Crowdsec-Appsec-Uri", equalTo("/app/parameters?q=%27"))
            .withHeader("X-Crowdsec-Appsec-Http-Version", equalTo("11"))
            .withHeader("X-Crowdsec-Appsec-Transaction-Id", matching(".{36}")));
  }

  @Test
  void a_ban_keeps_the_request_from_the_application_with_the_status_of_the_rule() throws Exception {
    start(Map.of());
    answers(403, "{\"action\":\"ban\",\"http_status\":418}");

    HttpResponse<String> answer = get("/app/parameters");

    assertThat(answer.statusCode()).isEqualTo(418);
    assertThat(answer.headers().firstValue("X-Gatehouse-Action")).contains("ban");
    assertThat(answer.body()).contains("<html").doesNotContain("http_status");
  }

  @Test
  void a_refusal_is_about_the_request_and_not_about_the_address() throws Exception {
    start(Map.of());
    answers(403, "{\"action\":\"ban\",\"http_status\":400}");

    String page = get("/app/parameters").body();
    String problem =
        Client.get(site().at("/app/x"), "X-Forwarded-For", CLEAN, "Accept", "application/json")
            .body();

    assertThat(page).contains("This request was not let through").doesNotContain("Attacks came");
    assertThat(problem).contains("urn:gatehouse:problem:request-refused", "\"status\":400");
  }

  @Test
  void a_captcha_asks_and_whoever_solved_it_is_not_asked_again() throws Exception {
    start(Map.of());
    answers(403, "{\"action\":\"captcha\",\"http_status\":200}");

    HttpResponse<String> asked = browse("/app/parameters?a=b");
    String pass = ShownPuzzle.earn(site(), asked.body(), CLEAN);

    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.body()).contains("<html");
    HttpResponse<String> passed = browse("/app/parameters?a=b", "Cookie", pass);
    assertThat(passed.body()).isEqualTo("a=[b]");
    assertThat(passed.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"pass, 200", "captcha, 403", "deny, 503"})
  void without_a_verdict_the_setting_counts(String onFailure, int status) throws Exception {
    start(Map.of("gatehouse.appsec.on-failure", onFailure));
    answers(500, "");

    assertThat(get("/app/parameters").statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"401, ''", "500, oops", "200, '<html>a proxy of somebody</html>'", "302, ''"})
  void no_answer_but_a_verdict_refuses(int status, String body) throws Exception {
    start(Map.of());
    answers(status, body);

    assertThat(get("/app/parameters").statusCode()).isEqualTo(200);
  }

  @Test
  void a_slow_answer_costs_its_timeout_a_few_times_and_then_nothing() throws Exception {
    start(Map.of("gatehouse.appsec.timeout", "50ms"));
    APPSEC.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(60_000)));

    for (int i = 0; i < 10; i++) {
      assertThat(get("/app/parameters").statusCode()).isEqualTo(200);
    }

    assertThat(APPSEC.findAll(anyRequestedFor(anyUrl()))).hasSizeLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "reader", "parameters", "charset", "dispatch", "listener"})
  void the_application_reads_a_body_as_if_nobody_had(String how) throws Exception {
    start(Map.of());

    for (String body :
        List.of("", "a=1&b=%C3%A9+x&a=2", "a", "c=%2B", "q=" + "x".repeat(100_000))) {
      String uri = "/" + how + (how.equals("dispatch") ? "" : "?a=0");
      assertThat(post("/app" + uri, body, FORM).body())
          .as("%s of %.30s", how, body)
          .isEqualTo(post("/plain" + uri, body, FORM).body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "reader", "parameters", "listener"})
  void a_body_beyond_the_limit_reaches_the_application_whole(String how) throws Exception {
    start(Map.of("gatehouse.appsec.max-body", "1KiB"));

    for (int length : new int[] {1023, 1024, 1025, 5000, 200_000}) {
      String body = "q=" + "x".repeat(length - 2);
      assertThat(post("/app/" + how, body, FORM).body())
          .as("%s of %d", how, length)
          .isEqualTo(post("/plain/" + how, body, FORM).body());
    }
  }

  @Test
  void appsec_sees_the_body_and_beyond_the_limit_the_headers_alone() throws Exception {
    start(Map.of("gatehouse.appsec.max-body", "10"));

    post("/app/stream", "0123456789", "application/json");
    post("/app/stream", "0123456789+", "application/json");

    APPSEC.verify(1, postRequestedFor(anyUrl()).withRequestBody(equalTo("0123456789")));
    APPSEC.verify(
        1,
        getRequestedFor(anyUrl())
            .withHeader("X-Crowdsec-Appsec-Verb", equalTo("POST"))
            .withRequestBody(absent()));
  }

  @Test
  void a_body_of_unknown_length_is_seen_as_well() throws Exception {
    start(Map.of());

    String answer = Wire.chunked(site().at("/app/stream"), CLEAN, "' or 1=1", "--");

    assertThat(answer).contains("' or 1=1--");
    APPSEC.verify(1, postRequestedFor(anyUrl()).withRequestBody(equalTo("' or 1=1--")));
  }

  @Test
  void a_header_of_another_protocol_hides_no_body() throws Exception {
    start(Map.of());

    String type = "text/plain\r\nConnection: Upgrade\r\nUpgrade: other";
    Wire.post(site().at("/app/stream"), CLEAN, type, "attack");

    APPSEC.verify(1, postRequestedFor(anyUrl()).withRequestBody(equalTo("attack")));
  }

  @Test
  void a_body_of_get_is_seen_as_well() throws Exception {
    start(Map.of());

    Client.send("GET", site().at("/app/stream"), "attack", List.of("X-Forwarded-For", CLEAN));

    APPSEC.verify(
        1,
        postRequestedFor(anyUrl())
            .withHeader("X-Crowdsec-Appsec-Verb", equalTo("GET"))
            .withRequestBody(equalTo("attack")));
  }

  @ParameterizedTest
  @CsvSource({"deny, 403, 0", "allow, 200, 0", "partial, 200, 1", "headers-only, 200, 1"})
  void a_body_that_is_too_long_is_dealt_with_as_is_set(String action, int status, int questions)
      throws Exception {
    start(Map.of("gatehouse.appsec.max-body", "10", "gatehouse.appsec.on-body-too-large", action));

    assertThat(post("/app/stream", "x".repeat(11), FORM).statusCode()).isEqualTo(status);
    APPSEC.verify(questions, anyRequestedFor(anyUrl()));
  }

  @Test
  void what_is_refused_anyhow_is_shown_only_where_that_is_wished() throws Exception {
    start(Map.of());
    assertThat(from(BANNED, "/app/parameters").statusCode()).isEqualTo(403);
    APPSEC.verify(0, anyRequestedFor(anyUrl()));
    site().close();

    start(Map.of("gatehouse.appsec.always-send", "true"));
    assertThat(from(BANNED, "/app/parameters").statusCode()).isEqualTo(403);
    APPSEC.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void an_answer_of_bot_detection_is_sent_as_it_is() throws Exception {
    start(Map.of());
    answers(
        403,
        """
        {"action":"challenge","http_status":200,"user_body_content":"<p>é?</p>",
         "user_headers":{"Content-Type":["text/html; charset=utf-8"],"Content-Length":["1"],
           "Cache-Control":["no-store"],"X Bad":["x"],"X-Split":["a\\r\\nSet-Cookie: b=c"]},
         "user_cookies":["__crowdsec_challenge=abc; HttpOnly","second=1"]}""");

    HttpResponse<String> answer = get("/app/parameters");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("<p>é?</p>");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .containsExactlyInAnyOrder("__crowdsec_challenge=abc; HttpOnly", "second=1");
    assertThat(answer.headers().map()).doesNotContainKeys("x bad", "x-split");
  }

  @Test
  void pages_of_bot_detection_never_reach_the_application() throws Exception {
    start(Map.of("gatehouse.exclude", "/crowdsec-internal/*"));

    assertThat(post(RELAYED, "f=1", FORM).statusCode()).isEqualTo(404);
    APPSEC.verify(1, postRequestedFor(anyUrl()).withRequestBody(equalTo("f=1")));
  }

  @Test
  void excluded_paths_and_our_own_pages_are_not_shown() throws Exception {
    start(Map.of());

    get("/plain/parameters");
    get("/.gatehouse/verify");

    APPSEC.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void a_dry_run_lets_pass_what_appsec_refuses() throws Exception {
    start(Map.of("gatehouse.dry-run", "true"));
    answers(403, "{\"action\":\"ban\",\"http_status\":403}");

    assertThat(get("/app/parameters?a=b").body()).isEqualTo("a=[b]");
  }

  @Test
  void a_visitor_cannot_speak_to_appsec_in_our_name() throws Exception {
    start(Map.of());

    get("/app/parameters", "X-Crowdsec-Appsec-Ip", "127.0.0.1", "X-Crowdsec-Appsec-Uri", "/");

    APPSEC.verify(getRequestedFor(anyUrl()).withHeader("X-Crowdsec-Appsec-Ip", equalTo(CLEAN)));
  }

  @Test
  void verdicts_are_counted() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Metrics.addRegistry(registry);
    try {
      start(Map.of());
      answers(403, "{\"action\":\"ban\",\"http_status\":403}");
      get("/app/parameters");
    } finally {
      Metrics.removeRegistry(registry);
    }

    assertThat(registry.get("gatehouse.appsec").tag("outcome", "ban").timer().count()).isOne();
    assertThat(
            registry
                .get("gatehouse.requests")
                .tags("origin", "appsec", "action", "ban", "ip_type", "ipv4")
                .counter()
                .count())
        .isEqualTo(1);
  }
}
