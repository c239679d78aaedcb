package io.gatehouse.challenge;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.gatehouse.challenge.ProviderKind.HCAPTCHA;
import static io.gatehouse.challenge.ProviderKind.TURNSTILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.gatehouse.challenge.CaptchaSettings.OnFailure;
import io.gatehouse.challenge.CaptchaSettings.TestKeys;
import io.gatehouse.challenge.PassCheck.Valid;
import io.gatehouse.config.Secret;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What visitors meet where a captcha is asked for, with providers that do as they are told. */
class CaptchaTest {
  private static final WireMockServer SERVER = new WireMockServer(wireMockConfig().dynamicPort());
  private static final String SECRET = "the-secret-of-the-account";
  private static final String PASSED =
      "{\"success\":true,\"hostname\":\"shop.example\",\"action\":\"gatehouse\","
          + "\"challenge_ts\":\"2026-11-28T08:00:00Z\"}";

  private final ManualTime time = ManualTime.at("2026-11-28T08:00:00Z");
  private final Visits browser = Visits.browser();
  private Challenges challenges = open(OnFailure.POW, TURNSTILE, HCAPTCHA);

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

  private Challenges open(OnFailure onFailure, ProviderKind... kinds) {
    List<ProviderSettings> providers =
        List.of(kinds).stream()
            .map(
                kind ->
                    ProviderSettings.of(kind, "site-key", Secret.of(SECRET))
                        .at(SERVER.baseUrl() + "/" + kind.word()))
            .toList();
    CaptchaSettings captcha =
        new CaptchaSettings(providers, onFailure, Duration.ofSeconds(2), TestKeys.REFUSED);
    ChallengeConfig config =
        ChallengeConfig.DEFAULT.with(new PowSettings(4, 9, 3, 1, 8)).with(captcha);
    KeyRing keys = KeyRing.of(List.of(Secret.of("k".repeat(32))));
    return Challenges.open(config, keys, time, new Random(5));
  }

  private static void says(ProviderKind kind, String answer) {
    SERVER.stubFor(post(urlEqualTo("/" + kind.word())).willReturn(okJson(answer)));
  }

  private static void isDown(ProviderKind kind) {
    SERVER.stubFor(post(urlEqualTo("/" + kind.word())).willReturn(serverError()));
  }

  private Reply wall() {
    return challenges.challenge(browser.get("/cart?id=7"), PassLevel.CAPTCHA);
  }

  private Reply answer(Reply wall) {
    String form = "token=" + token(wall) + "&cf-turnstile-response=abc&h-captcha-response=abc";
    return challenges.serve(browser.post("/.gatehouse/verify"), form.getBytes(UTF_8));
  }

  private static String token(Reply wall) {
    return Solver.find(wall, "name=\"token\" value=\"([^\"]*)");
  }

  private static boolean asks(Reply wall, ProviderKind kind) {
    return wall.text().contains("data-script=\"" + kind.script());
  }

  private static boolean asksForWork(Reply wall) {
    return wall.text().contains("data-nonce");
  }

  @Test
  void who_answers_gets_a_pass_of_a_verified_person() {
    says(TURNSTILE, PASSED);

    Reply answer = answer(wall());

    assertThat(answer.header("Location")).contains("/cart?id=7");
    Header cookie = new Header("Set-Cookie", answer.header("Set-Cookie").orElseThrow());
    Pass pass = ((Valid) challenges.check(browser.cookie(cookie).get("/"), Instant.MIN)).pass();
    assertThat(pass.level()).isEqualTo(PassLevel.CAPTCHA);
    assertThat(pass.isVerified()).isTrue();
  }

  @Test
  void who_only_has_to_work_is_not_asked() {
    assertThat(asksForWork(challenges.challenge(browser.get("/"), PassLevel.POW))).isTrue();
  }

  @Test
  void a_refused_answer_is_asked_for_again_on_the_way_to_the_same_page() {
    says(TURNSTILE, "{\"success\":false,\"error-codes\":[\"invalid-input-response\"]}");

    Reply again = answer(wall());
    says(TURNSTILE, PASSED);

    assertThat(again.status()).isEqualTo(403);
    assertThat(again.header("Set-Cookie")).isEmpty();
    assertThat(asks(again, TURNSTILE)).isTrue();
    assertThat(answer(again).header("Location")).contains("/cart?id=7");
  }

  @Test
  void without_a_token_of_ours_no_provider_is_asked() {
    String form = "token=v1.x.y.z&cf-turnstile-response=abc";

    challenges.serve(browser.post("/.gatehouse/verify"), form.getBytes(UTF_8));

    SERVER.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void a_used_token_asks_no_provider() {
    says(TURNSTILE, PASSED);
    Reply wall = wall();
    answer(wall);
    answer(wall);

    SERVER.verify(1, postRequestedFor(anyUrl()));
  }

  @Test
  void one_address_can_spend_thirty_questions_a_minute() {
    says(TURNSTILE, "{\"success\":false,\"error-codes\":[\"invalid-input-response\"]}");
    for (int i = 0; i < 40; i++) {
      answer(wall());
    }

    SERVER.verify(30, postRequestedFor(anyUrl()));
  }

  @Test
  void where_one_provider_is_down_the_next_asks() {
    isDown(TURNSTILE);
    says(HCAPTCHA, PASSED);

    Reply next = answer(wall());

    assertThat(asks(next, HCAPTCHA)).isTrue();
    assertThat(answer(next).status()).isEqualTo(303);
  }

  @Test
  void where_all_are_down_the_visitor_works_instead_and_is_never_just_let_in() {
    isDown(TURNSTILE);
    isDown(HCAPTCHA);

    for (int i = 0; i < 6; i++) {
      Reply reply = answer(wall());
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.header("Set-Cookie")).isEmpty();
    }

    assertThat(asksForWork(wall())).isTrue();
  }

  @Test
  void a_pass_that_was_worked_for_in_place_of_a_captcha_is_no_verified_person() {
    challenges = open(OnFailure.POW);
    Reply wall = wall();
    String solution = Solver.solve(wall);
    byte[] form = ("token=" + token(wall) + "&solution=" + solution).getBytes(UTF_8);

    Reply answer = challenges.serve(browser.post("/.gatehouse/verify"), form);

    Header cookie = new Header("Set-Cookie", answer.header("Set-Cookie").orElseThrow());
    Pass pass = ((Valid) challenges.check(browser.cookie(cookie).get("/"), Instant.MIN)).pass();
    assertThat(pass.level().satisfies(PassLevel.CAPTCHA)).isTrue();
    assertThat(pass.isVerified()).isFalse();
  }

  @Test
  void an_operator_may_close_the_door_instead() {
    challenges = open(OnFailure.DENY, TURNSTILE);
    isDown(TURNSTILE);

    Reply reply = answer(wall());

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).contains("30");
  }

  @Test
  void one_that_failed_three_times_is_left_alone_for_half_a_minute() {
    isDown(TURNSTILE);
    for (int i = 0; i < 3; i++) {
      answer(wall());
    }

    assertThat(asks(wall(), HCAPTCHA)).isTrue();
    time.advance(Duration.ofSeconds(30));
    assertThat(asks(wall(), TURNSTILE)).isTrue();
  }

  @Test
  void visitors_cannot_switch_off_a_provider_that_works() {
    says(TURNSTILE, PASSED);
    answer(wall());
    says(TURNSTILE, "{\"success\":false,\"error-codes\":[\"bad-request\"]}");
    for (int i = 0; i < 10; i++) {
      assertThat(asks(answer(wall()), TURNSTILE)).isTrue();
    }

    assertThat(asks(wall(), TURNSTILE)).isTrue();
  }

  @Test
  void a_wrong_secret_is_told_once_a_minute_without_it() {
    says(TURNSTILE, "{\"success\":false,\"error-codes\":[\"invalid-input-secret\"]}");
    try (LogLines log = LogLines.of("io.gatehouse.challenge")) {
      answer(wall());
      answer(wall());

      assertThat(log.levels()).containsExactly("ERROR");
      assertThat(log.texts().get(0)).contains("turnstile").doesNotContain(SECRET);
    }
  }

  @Test
  void a_visitor_may_ask_for_another_way_but_not_for_the_easy_one() {
    Reply wall = wall();
    String link = "/.gatehouse/challenge?t=" + token(wall) + "&other=1";
    Reply other = challenges.serve(browser.get(link), new byte[0]);
    assertThat(wall.text()).contains("&amp;other=1");
    assertThat(asks(other, HCAPTCHA)).isTrue();

    challenges = open(OnFailure.POW, TURNSTILE);

    assertThat(wall().text()).doesNotContain("other=1");
    assertThat(asks(challenges.serve(browser.get(link), new byte[0]), TURNSTILE)).isTrue();
  }

  @Test
  void a_page_allows_its_provider_and_nobody_else() {
    String policy = wall().header("Content-Security-Policy").orElseThrow();

    assertThat(policy)
        .contains("default-src 'none'", "frame-src https://challenges.cloudflare.com;")
        .contains("script-src 'nonce-", "' https://challenges.cloudflare.com;")
        .doesNotContain("hcaptcha", "google", "*");
  }

  @Test
  void no_secret_is_in_a_page() {
    assertThat(wall().text()).contains("site-key").doesNotContain(SECRET);
  }
}
