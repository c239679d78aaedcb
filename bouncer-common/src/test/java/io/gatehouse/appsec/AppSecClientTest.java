package io.gatehouse.appsec;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.gatehouse.appsec.AppSecConfig.OnBodyTooLarge;
import io.gatehouse.appsec.AppSecRequest.Body;
import io.gatehouse.appsec.AppSecVerdict.Act;
import io.gatehouse.appsec.AppSecVerdict.Allow;
import io.gatehouse.appsec.AppSecVerdict.Failed;
import io.gatehouse.appsec.AppSecVerdict.Relay;
import io.gatehouse.config.Secret;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpAddress;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppSecClientTest {
  private static final WireMockServer SERVER = new WireMockServer(wireMockConfig().dynamicPort());
  private static final String KEY = "the-key-of-the-bouncer";

  private final ManualTime time = ManualTime.at("2026-11-28T08:00:00Z");

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void reset() {
    SERVER.resetAll();
    SERVER.stubFor(any(anyUrl()).willReturn(ok("{\"action\":\"allow\",\"http_status\":200}")));
  }

  private static AppSecConfig config() {
    AppSecConfig base = AppSecConfig.of(SERVER.baseUrl() + "/", Secret.of(KEY));
    return new AppSecConfig(
        base.url(),
        base.apiKey(),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Remediation.OBSERVE,
        AppSecConfig.Requests.PASSING,
        10,
        OnBodyTooLarge.HEADERS_ONLY);
  }

  private AppSecClient client(AppSecConfig config) {
    return AppSecClient.open(config, "crowdsec-servlet-bouncer/v1.0.0", time);
  }

  private static AppSecRequest request(Body body, List<Map.Entry<String, String>> headers) {
    return new AppSecRequest(
        body == Body.NONE ? "GET" : "PUT",
        "/login?a=b%20c",
        "shop.example:8443",
        "HTTP/2.0",
        IpAddress.parse("2001:db8::7"),
        "id-1",
        headers,
        body);
  }

  private static AppSecRequest request() {
    return request(Body.NONE, List.of());
  }

  private static Body body(String text) {
    return Body.of(text.getBytes(UTF_8));
  }

  private AppSecVerdict answered(int status, String body) {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    return client(config()).inspect(request());
  }

  @Test
  void the_question_tells_all_that_appsec_has_to_know() {
    client(config()).inspect(request(Body.NONE, List.of(Map.entry("User-Agent", "curl/8"))));

    SERVER.verify(
        getRequestedFor(urlEqualTo("/"))
            .withHeader("X-Crowdsec-Appsec-Api-Key", equalTo(KEY))
            .withHeader("X-Crowdsec-Appsec-Ip", equalTo("2001:db8::7"))
            .withHeader("X-Crowdsec-Appsec-Uri", equalTo("/login?a=b%20c"))
            .withHeader("X-Crowdsec-Appsec-Verb", equalTo("GET"))
            .withHeader("X-Crowdsec-Appsec-Host", equalTo("shop.example:8443"))
            .withHeader("X-Crowdsec-Appsec-User-Agent", equalTo("curl/8"))
            .withHeader("X-Crowdsec-Appsec-Http-Version", equalTo("20"))
            .withHeader("X-Crowdsec-Appsec-Transaction-Id", equalTo("id-1"))
            .withHeader("User-Agent", equalTo("crowdsec-servlet-bouncer/v1.0.0")));
  }

  @Test
  void a_visitor_cannot_speak_for_us() {
    client(config())
        .inspect(
            request(
                Body.NONE,
                List.of(
                    Map.entry("x-crowdsec-appsec-ip", "127.0.0.1"),
                    Map.entry("X-CROWDSEC-APPSEC-API-KEY", "other"),
                    Map.entry("X-Crowdsec-Appsec-New", "x"))));

    SERVER.verify(
        getRequestedFor(urlEqualTo("/"))
            .withHeader("X-Crowdsec-Appsec-Ip", equalTo("2001:db8::7"))
            .withHeader("X-Crowdsec-Appsec-Api-Key", equalTo(KEY))
            .withHeader("X-Crowdsec-Appsec-New", absent()));
    assertThat(
            SERVER
                .getAllServeEvents()
                .get(0)
                .getRequest()
                .getHeaders()
                .getHeader("X-Crowdsec-Appsec-Ip")
                .values())
        .hasSize(1);
  }

  @Test
  void what_belongs_to_one_connection_stays_there() {
    client(config())
        .inspect(
            request(
                body("abc"),
                List.of(
                    Map.entry("Connection", "close, X-Secret"),
                    Map.entry("X-Secret", "1"),
                    Map.entry("Transfer-Encoding", "chunked"),
                    Map.entry("Content-Length", "999"),
                    Map.entry("TE", "trailers"),
                    Map.entry("Proxy-Authorization", "x"),
                    Map.entry("Cookie", "a=b"),
                    Map.entry("Content-Type", "text/plain"))));

    SERVER.verify(
        postRequestedFor(urlEqualTo("/"))
            .withHeader("X-Secret", absent())
            .withHeader("TE", absent())
            .withHeader("Transfer-Encoding", absent())
            .withHeader("Proxy-Authorization", absent())
            .withHeader("Content-Length", equalTo("3"))
            .withHeader("Content-Type", equalTo("text/plain"))
            .withHeader("Cookie", equalTo("a=b"))
            .withHeader("X-Crowdsec-Appsec-Verb", equalTo("PUT"))
            .withRequestBody(equalTo("abc")));
  }

  @Test
  void a_hostile_header_is_passed_on_without_its_line_break() {
    client(config())
        .inspect(
            request(
                Body.NONE,
                List.of(
                    Map.entry("X-A", "1\r\nX-Crowdsec-Appsec-Ip: 127.0.0.1"),
                    Map.entry("X B", "2"),
                    Map.entry("", "3"),
                    Map.entry("X-C", "é"))));

    SERVER.verify(
        getRequestedFor(urlEqualTo("/"))
            .withHeader("X-A", equalTo("1  X-Crowdsec-Appsec-Ip: 127.0.0.1"))
            .withHeader("X-Crowdsec-Appsec-Ip", equalTo("2001:db8::7")));
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.0, 10", "HTTP/1.1, 11", "HTTP/2, 20", "HTTP/2.0, 20", "HTTP/3, 30", "'', 11"})
  void a_version_has_two_digits(String version, String digits) {
    AppSecRequest base = request();
    client(config())
        .inspect(
            new AppSecRequest(
                "GET", "/", "h", version, base.address(), "id", List.of(), Body.NONE));

    SERVER.verify(
        getRequestedFor(urlEqualTo("/"))
            .withHeader("X-Crowdsec-Appsec-Http-Version", equalTo(digits)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"action\":\"allow\",\"http_status\":200}", "", "ok"})
  void a_200_lets_it_pass(String body) {
    assertThat(answered(200, body)).isEqualTo(new Allow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "403 | {\"action\":\"ban\",\"http_status\":403} | ban | 403",
        "403 | {\"action\":\"ban\",\"http_status\":418} | ban | 418",
        "403 | {\"action\":\"captcha\",\"http_status\":403} | captcha | 403",
        "403 | {\"action\":\"slow-lane\"} | slow-lane | 403",
        "403 | `` | ban | 403",
        "403 | <html> | ban | 403",
        "403 | {\"action\":\"challenge\",\"http_status\":200} | ban | 403",
        "403 | {\"action\":\"challenge\",\"user_body_content\":\"\"} | ban | 403",
        "403 | {\"action\":\"allow\"} | ban | 403",
        "429 | {\"action\":\"ban\",\"http_status\":429} | ban | 429",
        "200 | {\"action\":\"ban\",\"http_status\":403} | ban | 403",
        "503 | {\"action\":\"ban\"} | ban | 403",
        "403 | {\"action\":\"ban\",\"http_status\":99999} | ban | 403"
      })
  void a_verdict_is_carried_out(int status, String body, String action, int forVisitor) {
    assertThat(answered(status, body)).isEqualTo(new Act(Remediation.of(action), forVisitor));
  }

  @Test
  void a_challenge_is_relayed_as_it_is() {
    String envelope =
        "{\"action\":\"challenge\",\"http_status\":200,\"user_body_content\":\"<p>wait\","
            + "\"user_headers\":{\"Content-Security-Policy\":[\"default-src 'self'\"],"
            + "\"Cache-Control\":[\"no-store\"],\"X-Bad\":[\"a\\r\\nb\"]},"
            + "\"user_cookies\":[\"a=b; Path=/\",\"c=d, e\"]}";

    assertThat(answered(403, envelope))
        .isEqualTo(
            new Relay(
                200,
                List.of(
                    Map.entry("Cache-Control", "no-store"),
                    Map.entry("Content-Security-Policy", "default-src 'self'")),
                List.of("a=b; Path=/", "c=d, e"),
                "<p>wait"));
  }

  @Test
  void a_redirect_of_the_bot_detection_needs_no_body() {
    assertThat(
            answered(
                403,
                "{\"action\":\"challenge\",\"http_status\":307,"
                    + "\"user_headers\":{\"Location\":[\"/x\"]}}"))
        .isEqualTo(new Relay(307, List.of(Map.entry("Location", "/x")), List.of(), ""));
  }

  @ParameterizedTest
  @CsvSource({"401", "404", "500", "502", "302"})
  void no_verdict_is_a_failure(int status) {
    assertThat(answered(status, "{\"action\":\"allow\"}")).isInstanceOf(Failed.class);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void a_broken_answer_is_a_failure(Fault fault) {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(403).withFault(fault)));

    assertThat(client(config().onFailure(Remediation.CAPTCHA)).inspect(request()))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Failed.class))
        .returns(Remediation.CAPTCHA, Failed::action);
  }

  @Test
  void a_slow_answer_is_a_failure() {
    AppSecConfig quick = AppSecConfig.of(SERVER.baseUrl() + "/", Secret.of(KEY));
    SERVER.stubFor(any(anyUrl()).willReturn(ok().withFixedDelay(5_000)));

    assertThat(client(quick).inspect(request())).isInstanceOf(Failed.class);
  }

  @Test
  void an_answer_without_end_is_a_failure() {
    assertThat(answered(403, "x".repeat(3_000_000))).isInstanceOf(Failed.class);
  }

  @Test
  void one_that_fails_is_left_alone_after_three_times_and_tried_again_later() {
    SERVER.stubFor(any(anyUrl()).willReturn(serverError()));
    AppSecClient client = client(config());
    for (int i = 0; i < 10; i++) {
      assertThat(client.inspect(request())).isInstanceOf(Failed.class);
    }
    SERVER.verify(3, anyRequestedFor(anyUrl()));
    reset();
    time.advance(Duration.ofSeconds(10));

    assertThat(client.inspect(request())).isEqualTo(new Allow());
  }

  @Test
  void a_streak_of_failures_is_one_warning_and_its_end_is_told() {
    SERVER.stubFor(any(anyUrl()).willReturn(serverError()));
    AppSecClient client = client(config());
    try (LogLines log = LogLines.of("io.gatehouse.appsec")) {
      client.inspect(request());
      client.inspect(request());
      reset();
      client.inspect(request());

      assertThat(log.levels()).containsExactly("WARN", "DEBUG", "INFO");
      assertThat(log.texts()).noneMatch(line -> line.contains(KEY));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEADERS_ONLY, 10, 0123456789",
    "HEADERS_ONLY, 11, ''",
    "PARTIAL, 11, 0123456789",
    "PARTIAL, 10, 0123456789"
  })
  void a_body_is_sent_up_to_its_limit(OnBodyTooLarge beyond, int length, String sent) {
    Body body = body("01234567890".substring(0, length));

    assertThat(client(config().body(10, beyond)).inspect(request(body, List.of())))
        .isEqualTo(new Allow());

    assertThat(SERVER.getAllServeEvents().get(0).getRequest().getBodyAsString()).isEqualTo(sent);
  }

  @Test
  void a_body_that_goes_on_is_too_large_however_little_was_read() {
    Body some = Body.beginning("abc".getBytes(UTF_8));

    assertThat(client(config().body(10, OnBodyTooLarge.DENY)).inspect(request(some, List.of())))
        .isEqualTo(new Act(Remediation.BAN, 403));
    assertThat(client(config().body(10, OnBodyTooLarge.ALLOW)).inspect(request(some, List.of())))
        .isEqualTo(new Allow());
    SERVER.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void a_wrong_setting_is_told_without_the_key() {
    assertThatThrownBy(() -> AppSecConfig.of("127.0.0.1:7422", Secret.of(KEY)))
        .hasMessageContaining("http://HOST:7422/");
    assertThatThrownBy(() -> AppSecConfig.of("http://h/", Secret.of("a b-secret")))
        .hasMessageContaining("api_key")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("b-secret"));
  }
}
