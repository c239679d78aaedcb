package io.gatehouse.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.challenge.PassCheck.Reason;
import io.gatehouse.challenge.PassCheck.Refused;
import io.gatehouse.challenge.PassCheck.Valid;
import io.gatehouse.config.Secret;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {
  private static final KeyRing KEYS = KeyRing.of(List.of(Secret.of("k".repeat(32))));

  private static final ChallengeConfig EASY =
      ChallengeConfig.DEFAULT.with(new PowSettings(4, 9, 3, 1, 8));

  private final ManualTime time = ManualTime.at("2026-11-28T08:00:00Z");
  private final Challenges challenges = open(EASY);
  private final Visits browser = Visits.browser();

  private Challenges open(ChallengeConfig config) {
    return Challenges.open(config, KEYS, time, new Random(5));
  }

  @Test
  void who_solves_the_puzzle_of_a_page_gets_a_pass_and_goes_on_to_where_it_wanted() {
    Reply wall = challenges.challenge(browser.get("/cart?id=7"), PassLevel.POW);

    Reply answer = answer(browser, wall);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).contains("/cart?id=7");
    assertThat(checkWith(answer)).isInstanceOf(Valid.class);
  }

  @Test
  void a_script_gets_its_answer_as_data() {
    Reply wall = challenges.challenge(browser.get("/cart"), PassLevel.POW);

    Reply answer = answer(Visits.script(), wall);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"return\":\"/cart\"}");
    assertThat(answer.header("Set-Cookie")).isPresent();
  }

  @Test
  void a_solution_is_taken_once() {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.POW);
    answer(browser, wall);

    Reply second = answer(browser, wall);

    assertThat(second.status()).isEqualTo(403);
    assertThat(second.header("Set-Cookie")).isEmpty();
    assertThat(second.text()).contains("used already");
  }

  @Test
  void a_page_that_was_left_open_too_long_is_replaced_by_one_that_leads_to_the_same_place() {
    Reply wall = challenges.challenge(browser.get("/cart"), PassLevel.CAPTCHA);
    time.advance(Duration.ofMinutes(10));

    Reply next = answer(browser, wall);
    Reply answer = answer(browser, next);

    assertThat(next.status()).isEqualTo(403);
    assertThat(answer.header("Location")).contains("/cart");
    assertThat(checkWith(answer)).extracting("pass.level").isEqualTo(PassLevel.CAPTCHA);
  }

  @Test
  void what_is_not_solved_earns_nothing() {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.POW);

    Reply answer = post(browser, "token=" + token(wall) + "&solution=0.0.0");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void a_page_may_fail_five_times() {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.POW);
    for (int i = 0; i < 5; i++) {
      post(browser, "token=" + token(wall) + "&solution=1");
    }

    assertThat(answer(browser, wall).header("Set-Cookie")).isEmpty();
  }

  @Test
  void an_address_that_answers_too_often_is_told_to_wait() {
    for (int i = 0; i < 30; i++) {
      post(browser, "token=x");
    }

    Reply answer = post(browser, "token=x");

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).contains("60");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token=", "token=%zz", "token=v1.a.b.c", "=&&&=", "solution=1.2.3"})
  void an_answer_without_a_token_of_ours_gets_a_new_page(String form) {
    assertThat(post(browser, form).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void a_form_on_another_site_cannot_answer(String site) {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.POW);

    Reply answer = answer(browser.header("Sec-Fetch-Site", site), wall);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"198.51.101.7, 'Mozilla/5.0 (X11)'", "198.51.100.7, curl/8"})
  void a_page_cannot_be_answered_by_another_visitor(String address, String agent) {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.POW);

    Reply answer = answer(browser.from(address).agent(agent), wall);

    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void a_page_cannot_be_answered_on_another_host() {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.POW);

    assertThat(answer(browser.host("bank.example"), wall).header("Set-Cookie")).isEmpty();
  }

  @Test
  void no_pass_is_older_than_a_stricter_decision() {
    Reply answer = answer(browser, challenges.challenge(browser.get("/"), PassLevel.POW));
    Instant later = time.instant().plusMillis(1);

    PassCheck check = challenges.check(browser.cookie(setCookie(answer)).get("/"), later);

    assertThat(check).isEqualTo(new Refused(Reason.OUTDATED));
  }

  @Test
  void those_without_javascript_wait_and_get_a_lesser_pass() {
    Reply wall = challenges.challenge(browser.get("/news"), PassLevel.POW);
    Visit link =
        browser.get(Solver.find(wall, "url=(/.gatehouse/wait[^\"]*)").replace("&amp;", "&"));

    Reply early = challenges.serve(link, new byte[0]);
    time.advance(Duration.ofSeconds(5));
    Reply answer = challenges.serve(link, new byte[0]);

    assertThat(early.header("Set-Cookie")).isEmpty();
    assertThat(answer.header("Location")).contains("/news");
    assertThat(checkWith(answer)).extracting("pass.level").isEqualTo(PassLevel.NOSCRIPT);
    assertThat(challenges.serve(link, new byte[0]).header("Set-Cookie")).isEmpty();
  }

  @Test
  void waiting_does_not_stand_in_for_a_captcha() {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.CAPTCHA);

    assertThat(wall.text()).doesNotContain("/.gatehouse/wait").contains("JavaScript is off");
  }

  @Test
  void the_token_of_a_page_is_no_link_to_wait_by() {
    Reply wall = challenges.challenge(browser.get("/"), PassLevel.POW);
    time.advance(Duration.ofSeconds(6));

    Reply answer = challenges.serve(browser.get("/.gatehouse/wait?t=" + token(wall)), new byte[0]);

    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void a_refused_script_is_told_where_its_challenge_is() {
    Reply refusal = challenges.challenge(Visits.script().get("/api/cart"), PassLevel.POW);
    String url = Solver.find(refusal, "\"challenge_url\":\"([^\"]*)\"");

    Reply page = challenges.serve(browser.get(url), new byte[0]);

    assertThat(refusal.header("Content-Type")).contains("application/problem+json");
    assertThat(page.status()).isEqualTo(403);
    assertThat(answer(browser, page).header("Location")).contains("/");
  }

  @Test
  void a_script_can_do_the_work_itself() {
    Reply refusal = challenges.challenge(Visits.script().get("/api/cart"), PassLevel.POW);
    String url =
        Solver.find(refusal, "\"challenge_url\":\"([^\"]*)\"").replace("/challenge?", "/pow?");

    String puzzle = challenges.serve(Visits.script().get(url), new byte[0]).text();

    assertThat(puzzle).contains("\"bits\":4,\"rounds\":3").contains("/.gatehouse/verify");
  }

  @ParameterizedTest
  @CsvSource({"GET, verify, 405", "POST, challenge, 405", "GET, nothing, 404", "GET, '', 404"})
  void our_own_paths_never_reach_the_application(String method, String name, int status) {
    Visit visit = browser.visit(method, "/.gatehouse/" + name);

    assertThat(challenges.isOurs(visit)).isTrue();
    assertThat(challenges.serve(visit, new byte[0]).status()).isEqualTo(status);
  }

  @Test
  void everything_lies_below_the_base_of_a_visit() {
    Visits app = browser.base("/app");
    Reply wall = challenges.challenge(app.get("/app/x"), PassLevel.POW);

    assertThat(challenges.isOurs(app.get("/app/.gatehouse/verify"))).isTrue();
    assertThat(challenges.isOurs(app.get("/.gatehouse/verify"))).isFalse();
    assertThat(wall.text()).contains("action=\"/app/.gatehouse/verify\"");
  }

  @Test
  void a_visitor_is_sent_nowhere_else_by_what_it_asked_for() {
    Reply wall = challenges.challenge(browser.get("//evil.example/"), PassLevel.POW);

    assertThat(answer(browser, wall).header("Location")).contains("/");
  }

  @Test
  void puzzles_become_harder_for_an_address_that_collects_passes() {
    for (int i = 0; i < 8; i++) {
      answer(browser, challenges.challenge(browser.get("/"), PassLevel.POW));
    }

    assertThat(bits(challenges.challenge(browser.get("/"), PassLevel.POW))).isEqualTo(5);
    assertThat(bits(challenges.challenge(browser.from("192.0.2.1").get("/"), PassLevel.POW)))
        .isEqualTo(4);
  }

  @Test
  void a_revoked_pass_is_worth_nothing() {
    Reply answer = answer(browser, challenges.challenge(browser.get("/"), PassLevel.POW));
    challenges.revoke(((Valid) checkWith(answer)).pass());

    assertThat(checkWith(answer)).isEqualTo(new Refused(Reason.REVOKED));
  }

  private PassCheck checkWith(Reply answer) {
    return challenges.check(browser.cookie(setCookie(answer)).get("/"), Instant.MIN);
  }

  private Reply answer(Visits visitor, Reply wall) {
    return post(visitor, "token=" + token(wall) + "&solution=" + Solver.solve(wall));
  }

  private Reply post(Visits visitor, String form) {
    return challenges.serve(visitor.post("/.gatehouse/verify"), form.getBytes(UTF_8));
  }

  private static Header setCookie(Reply reply) {
    return new Header("Set-Cookie", reply.header("Set-Cookie").orElseThrow());
  }

  private static int bits(Reply wall) {
    return Integer.parseInt(Solver.find(wall, "data-bits=\"(\\d+)"));
  }

  private static String token(Reply wall) {
    return Solver.find(wall, "name=\"token\" value=\"([^\"]*)");
  }
}
