package io.gatehouse.challenge;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.gatehouse.challenge.ProviderKind.HCAPTCHA;
import static io.gatehouse.challenge.ProviderKind.RECAPTCHA_ENTERPRISE;
import static io.gatehouse.challenge.ProviderKind.RECAPTCHA_V2;
import static io.gatehouse.challenge.ProviderKind.RECAPTCHA_V3;
import static io.gatehouse.challenge.ProviderKind.TURNSTILE;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.gatehouse.challenge.Verification.Outcome;
import io.gatehouse.config.Secret;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptchaProviderTest {
  private static final String SECRET = "s3cr3t&response=forged";
  private static final WireMockServer SERVER = new WireMockServer(wireMockConfig().dynamicPort());

  private final ManualTime time = ManualTime.at("2026-11-28T08:00:00Z");
  private final OkHttpClient http =
      new OkHttpClient.Builder().followRedirects(false).callTimeout(Duration.ofMillis(400)).build();

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
  }

  private ProviderSettings settings(ProviderKind kind) {
    return ProviderSettings.of(kind, "site-key", Secret.of(SECRET))
        .inProject("my-project")
        .at(SERVER.baseUrl() + "/verify");
  }

  private Verification verify(ProviderSettings settings, String response) {
    return new CaptchaProvider(settings, http, time)
        .verify(Visits.browser().get("/"), response, "attempt-1");
  }

  private Verification verify(ProviderKind kind, String answer) {
    SERVER.stubFor(post(anyUrl()).willReturn(okJson(answer)));
    return verify(settings(kind), "answer");
  }

  private static String success(String more) {
    return "{\"success\":true,\"challenge_ts\":\"2026-11-28T07:59:30Z\","
        + "\"hostname\":\"shop.example\""
        + more
        + "}";
  }

  private static String failure(String code) {
    return "{\"success\":false,\"error-codes\":[\"" + code + "\"]}";
  }

  private static String assessment(String token, double score) {
    return "{\"tokenProperties\":{\"valid\":true,\"hostname\":\"shop.example\",\"createTime\":"
        + "\"2026-11-28T07:59:30.123Z\","
        + token
        + "},\"riskAnalysis\":{\"score\":"
        + score
        + ",\"reasons\":[\"AUTOMATION\"]},\"name\":\"projects/1/assessments/2\"}";
  }

  @ParameterizedTest
  @CsvSource({
    "RECAPTCHA_V2, ''",
    "RECAPTCHA_V3, ',\"score\":0.7,\"action\":\"gatehouse\"'",
    "HCAPTCHA, ',\"credit\":false'",
    "TURNSTILE, ',\"error-codes\":[],\"action\":\"gatehouse\",\"cdata\":\"\"'"
  })
  void a_person_passes(ProviderKind kind, String more) {
    assertThat(verify(kind, success(more))).isEqualTo(Verification.passed());
  }

  @Test
  void a_person_passes_an_assessment() {
    Verification verification =
        verify(RECAPTCHA_ENTERPRISE, assessment("\"action\":\"gatehouse\"", 0.5));

    assertThat(verification).isEqualTo(Verification.passed());
    SERVER.verify(
        postRequestedFor(
                urlEqualTo("/verify/my-project/assessments?key=s3cr3t%26response%3Dforged"))
            .withRequestBody(matchingJsonPath("$.event.token", equalTo("answer")))
            .withRequestBody(matchingJsonPath("$.event.siteKey", equalTo("site-key")))
            .withRequestBody(matchingJsonPath("$.event.expectedAction", equalTo("gatehouse")))
            .withRequestBody(matchingJsonPath("$.event.userIpAddress", equalTo("198.51.100.7"))));
  }

  @Test
  void every_field_of_the_question_is_encoded() {
    verify(TURNSTILE, success(""));

    SERVER.verify(
        postRequestedFor(urlEqualTo("/verify"))
            .withFormParam("secret", equalTo(SECRET))
            .withFormParam("response", equalTo("answer"))
            .withFormParam("remoteip", equalTo("198.51.100.7"))
            .withFormParam("idempotency_key", equalTo("attempt-1"))
            .withHeader("Content-Type", containing("application/x-www-form-urlencoded")));
  }

  @Test
  void hcaptcha_is_told_which_site_key_the_answer_has_to_be_for() {
    verify(HCAPTCHA, success(""));

    SERVER.verify(
        postRequestedFor(urlEqualTo("/verify")).withFormParam("sitekey", equalTo("site-key")));
  }

  @ParameterizedTest
  @CsvSource({
    "RECAPTCHA_V2, missing-input-secret, MISCONFIGURED, false",
    "RECAPTCHA_V2, invalid-input-secret, MISCONFIGURED, false",
    "RECAPTCHA_V2, missing-input-response, REFUSED, true",
    "RECAPTCHA_V2, invalid-input-response, REFUSED, true",
    "RECAPTCHA_V2, bad-request, MISCONFIGURED, true",
    "RECAPTCHA_V2, timeout-or-duplicate, REFUSED, true",
    "RECAPTCHA_V3, browser-error, REFUSED, true",
    "HCAPTCHA, missing-input-secret, MISCONFIGURED, false",
    "HCAPTCHA, invalid-input-secret, MISCONFIGURED, false",
    "HCAPTCHA, missing-input-response, REFUSED, true",
    "HCAPTCHA, invalid-input-response, REFUSED, true",
    "HCAPTCHA, expired-input-response, REFUSED, true",
    "HCAPTCHA, already-seen-response, REFUSED, true",
    "HCAPTCHA, invalid-or-already-seen-response, REFUSED, true",
    "HCAPTCHA, bad-request, MISCONFIGURED, true",
    "HCAPTCHA, missing-remoteip, MISCONFIGURED, false",
    "HCAPTCHA, invalid-remoteip, MISCONFIGURED, false",
    "HCAPTCHA, not-using-dummy-passcode, MISCONFIGURED, true",
    "HCAPTCHA, sitekey-secret-mismatch, MISCONFIGURED, true",
    "TURNSTILE, missing-input-secret, MISCONFIGURED, false",
    "TURNSTILE, invalid-input-secret, MISCONFIGURED, false",
    "TURNSTILE, missing-input-response, REFUSED, true",
    "TURNSTILE, invalid-input-response, REFUSED, true",
    "TURNSTILE, bad-request, MISCONFIGURED, true",
    "TURNSTILE, timeout-or-duplicate, REFUSED, true",
    "TURNSTILE, internal-error, UNAVAILABLE, true",
    "TURNSTILE, a-code-of-tomorrow, REFUSED, true"
  })
  void an_error_code_tells_whose_fault_it_is(
      ProviderKind kind, String code, Outcome outcome, boolean provocable) {
    assertThat(verify(kind, failure(code))).isEqualTo(new Verification(outcome, code, provocable));
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, REFUSED",
    "EXPIRED, REFUSED",
    "DUPE, REFUSED",
    "MISSING, REFUSED",
    "BROWSER_ERROR, REFUSED",
    "UNEXPECTED_ACTION, REFUSED",
    "INVALID_REASON_UNSPECIFIED, UNAVAILABLE",
    "UNKNOWN_INVALID_REASON, UNAVAILABLE"
  })
  void an_assessment_tells_why_an_answer_is_not_valid(String reason, Outcome outcome) {
    String answer = "{\"tokenProperties\":{\"valid\":false,\"invalidReason\":\"" + reason + "\"}}";

    assertThat(verify(RECAPTCHA_ENTERPRISE, answer))
        .extracting(Verification::outcome, Verification::detail)
        .containsExactly(outcome, reason);
  }

  @Test
  void of_several_codes_the_one_that_the_operator_has_to_act_on_counts() {
    String answer =
        "{\"success\":false,\"error-codes\":"
            + "[\"invalid-input-response\",\"internal-error\",\"invalid-input-secret\"]}";

    assertThat(verify(TURNSTILE, answer).outcome()).isEqualTo(Outcome.MISCONFIGURED);
  }

  @Test
  void a_code_cannot_write_into_our_log() {
    assertThat(verify(TURNSTILE, failure("x\\nERROR fake line " + "y".repeat(500))).detail())
        .hasSize(64)
        .doesNotContain("\n", " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":true,\"success\":false,\"hostname\":\"shop.example\"}",
        "{\"success\":false}",
        "{\"success\":\"no\"}",
        "{\"success\":1,\"error-codes\":[]}"
      })
  void what_does_not_plainly_say_success_is_none(String answer) {
    assertThat(verify(RECAPTCHA_V2, answer).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, REFUSED",
    "sub.shop.example, REFUSED",
    "'', REFUSED",
    "SHOP.example, PASSED"
  })
  void an_answer_is_for_the_host_that_was_asked(String hostname, Outcome outcome) {
    String answer = success("").replace("shop.example", hostname);

    assertThat(verify(RECAPTCHA_V2, answer).outcome()).isEqualTo(outcome);
  }

  @Test
  void an_operator_may_name_the_hosts() {
    ProviderSettings base = settings(RECAPTCHA_V2);
    ProviderSettings named =
        new ProviderSettings(
            base.kind(),
            base.siteKey(),
            base.secret(),
            "",
            List.of("www.shop.example"),
            0.5,
            "gatehouse",
            base.endpoint());
    SERVER.stubFor(post(anyUrl()).willReturn(okJson(success(""))));

    assertThat(verify(named, "answer").detail()).isEqualTo("for host shop.example");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-28T07:57:30Z, PASSED",
    "2026-11-28T07:57:29Z, REFUSED",
    "2026-11-28T09:00:00.000000+01:00, PASSED",
    "2026-11-28T08:02:31Z, REFUSED",
    "yesterday, UNAVAILABLE",
    "'', UNAVAILABLE"
  })
  void an_answer_is_good_for_two_minutes(String solved, Outcome outcome) {
    String answer = success("").replace("2026-11-28T07:59:30Z", solved);

    assertThat(verify(RECAPTCHA_V2, answer).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"0.5, PASSED", "0.49, REFUSED", "0, REFUSED", "NaN, REFUSED", "'\"x\"', UNAVAILABLE"})
  void a_score_has_to_reach_the_threshold(String score, Outcome outcome) {
    String answer =
        success(",\"action\":\"gatehouse\",\"score\":\"" + score.replace("\"", "") + "\"");

    assertThat(verify(RECAPTCHA_V3, answer).outcome()).isEqualTo(outcome);
  }

  @Test
  void an_answer_without_the_score_that_was_bought_is_refused() {
    assertThat(verify(RECAPTCHA_V3, success(",\"action\":\"gatehouse\"")).outcome())
        .isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @EnumSource(
      value = ProviderKind.class,
      names = {"RECAPTCHA_V3", "TURNSTILE"})
  void an_answer_to_another_form_of_the_site_is_refused(ProviderKind kind) {
    assertThat(verify(kind, success(",\"score\":0.9,\"action\":\"login\"")).detail())
        .isEqualTo("for action login");
  }

  @Test
  void an_assessment_of_another_form_of_the_site_is_refused() {
    assertThat(verify(RECAPTCHA_ENTERPRISE, assessment("\"action\":\"login\"", 0.9)).detail())
        .isEqualTo("for action login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "true",
        "\"success\"",
        "{",
        "{\"success\":true",
        "<html>",
        "{}{}",
        "{\"a\":1}",
        "{\"success\":true}{\"success\":true}",
        "\u0000\u0001"
      })
  void garbage_is_no_answer(String garbage) {
    assertThat(verify(TURNSTILE, garbage).outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void an_answer_without_end_is_not_read_to_it() {
    String huge = "{\"success\":true,\"hostname\":\"" + "a".repeat(10_000_000) + "\"}";

    assertThat(verify(TURNSTILE, huge).detail()).isEqualTo("AnswerTooLongException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void an_answer_of_great_depth_is_not_read_to_its_bottom(String opening) {
    assertThat(verify(TURNSTILE, "{\"x\":" + opening.repeat(5_000)).outcome())
        .isEqualTo(Outcome.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "500, UNAVAILABLE", "502, UNAVAILABLE", "503, UNAVAILABLE", "429, UNAVAILABLE",
    "204, UNAVAILABLE", "400, MISCONFIGURED", "401, MISCONFIGURED", "403, MISCONFIGURED",
    "404, MISCONFIGURED", "422, MISCONFIGURED"
  })
  void a_status_other_than_200_is_no_verdict(int status, Outcome outcome) {
    SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(status).withBody(success(""))));

    assertThat(verify(settings(RECAPTCHA_V2), "answer").outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void the_secret_follows_no_redirect(int status) {
    SERVER.stubFor(
        post(urlEqualTo("/verify"))
            .willReturn(aResponse().withStatus(status).withHeader("Location", "/elsewhere")));
    SERVER.stubFor(any(urlEqualTo("/elsewhere")).willReturn(okJson(success(""))));

    assertThat(verify(settings(RECAPTCHA_V2), "answer").outcome()).isEqualTo(Outcome.UNAVAILABLE);
    SERVER.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void a_broken_connection_is_no_answer(Fault fault) {
    SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));

    assertThat(verify(settings(TURNSTILE), "answer").outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void a_slow_answer_is_no_answer() {
    SERVER.stubFor(post(anyUrl()).willReturn(okJson(success("")).withFixedDelay(5_000)));

    assertThat(verify(settings(RECAPTCHA_V2), "answer").outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void an_answer_that_trickles_is_no_answer() {
    SERVER.stubFor(
        post(anyUrl()).willReturn(okJson(success("")).withChunkedDribbleDelay(100, 10_000)));

    assertThat(verify(settings(RECAPTCHA_V2), "answer").outcome()).isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void who_does_not_answer_is_asked_once_more_with_the_same_key() {
    SERVER.stubFor(
        post(anyUrl())
            .inScenario("retry")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(okJson(failure("internal-error")))
            .willSetStateTo("up"));
    SERVER.stubFor(
        post(anyUrl())
            .inScenario("retry")
            .whenScenarioStateIs("up")
            .willReturn(okJson(success(",\"action\":\"gatehouse\""))));

    assertThat(verify(settings(TURNSTILE), "answer")).isEqualTo(Verification.passed());
    SERVER.verify(
        2,
        postRequestedFor(urlEqualTo("/verify"))
            .withFormParam("idempotency_key", equalTo("attempt-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a&secret=x", "a%26b", "a\r\nb", "a\u0000b", "ä", "a\"b", "<x>"})
  void what_cannot_be_an_answer_costs_no_question(String response) {
    assertThat(verify(settings(TURNSTILE), response)).isEqualTo(Verification.refused("malformed"));
    SERVER.verify(0, postRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @CsvSource({"TURNSTILE, 2048", "RECAPTCHA_V2, 4096", "RECAPTCHA_V3, 8192", "HCAPTCHA, 8192"})
  void an_answer_longer_than_any_costs_no_question(ProviderKind kind, int longest) {
    SERVER.stubFor(post(anyUrl()).willReturn(okJson(failure("invalid-input-response"))));

    assertThat(verify(settings(kind), "a".repeat(longest)).detail())
        .isEqualTo("invalid-input-response");
    assertThat(verify(settings(kind), "a".repeat(longest + 1)).detail()).isEqualTo("malformed");
  }
}
