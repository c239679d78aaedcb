package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes and answers that somebody made up, stole, or kept, over the wire on a real Tomcat. */
class PassAttackTest {
  private static final String VISITOR = "203.0.113.10";
  @TempDir Path directory;
  private TomcatSite site;

  @BeforeEach
  void start() throws Exception {
    decide("captcha", "crowdsecurity/http-cve-2021-41773");
    site = new TomcatSite(directory, "");
    site.filter(
            Map.of(
                "gatehouse.decisions-file", directory.resolve("decisions.csv").toString(),
                "gatehouse.trusted-proxies", "loopback",
                "gatehouse.identity.burst", "150",
                "gatehouse.signing-key", "0123456789abcdef0123456789abcdef"))
        .servlet("/hello/*", new Hello())
        .start();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void who_solves_the_challenge_gets_through_with_the_pass() throws Exception {
    String pass = earn("/hello/cart?a=b");

    assertThat(visit(VISITOR, pass).body()).contains("hello GET");
  }

  @Test
  void a_neighbour_without_the_pass_is_asked() throws Exception {
    earn("/hello");

    assertThat(visit(VISITOR, "").statusCode()).isEqualTo(403);
  }

  @Test
  void a_pass_that_was_changed_is_worth_nothing() throws Exception {
    String pass = earn("/hello");
    int middle = pass.length() / 2;
    char other = pass.charAt(middle) == 'A' ? 'B' : 'A';

    String forged = pass.substring(0, middle) + other + pass.substring(middle + 1);

    assertThat(visit(VISITOR, forged).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gh_pass=",
        "gh_pass=v1.x.y.z",
        "gh_pass=v1....",
        "gh_pass=%00",
        "gh_pass=v1.default.AAAA.AAAA; gh_pass=v1.default.AAAA.AAAA",
        "__Host-gh_pass=v1.default.AAAA.AAAA"
      })
  void a_pass_that_somebody_made_up_is_worth_nothing(String cookie) throws Exception {
    assertThat(visit(VISITOR, cookie).statusCode()).isEqualTo(403);
  }

  @Test
  void an_oversized_cookie_is_worth_nothing() throws Exception {
    assertThat(visit(VISITOR, "gh_pass=" + "A".repeat(7000)).statusCode()).isIn(400, 403);
  }

  @Test
  void another_browser_cannot_use_a_stolen_pass() throws Exception {
    String pass = earn("/hello");

    HttpResponse<String> thief =
        Client.get(
            site.at("/hello"),
            "X-Forwarded-For",
            VISITOR,
            "User-Agent",
            "curl/8.5",
            "Accept",
            "text/html",
            "Cookie",
            pass);

    assertThat(thief.statusCode()).isEqualTo(403);
  }

  @Test
  void a_pass_of_another_host_is_worth_nothing() throws Exception {
    String pass = earn("/hello");

    String raw = Wire.get(site.at("/hello"), "other.example", VISITOR, pass);

    assertThat(raw).startsWith("HTTP/1.1 403");
  }

  @Test
  void a_pass_shown_from_too_many_places_is_taken_away() throws Exception { // case 16
    decide("captcha", "crowdsecurity/http-cve-2021-41773", "0.0.0.0/0");
    String pass = earn("/hello");
    await().until(() -> visit("198.51.1.7", "").statusCode() == 403);
    for (int place = 1; place <= 4; place++) {
      visit("198.51." + place + ".7", pass);
    }

    assertThat(visit(VISITOR, pass).statusCode()).isEqualTo(403);
  }

  @Test
  void an_answer_counts_once() throws Exception {
    ShownPuzzle puzzle = puzzle("/hello");
    String answer = puzzle.answered();
    assertThat(verify(answer).headers().firstValue("Set-Cookie")).isPresent();

    assertThat(verify(answer).headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void a_wrong_answer_earns_nothing() throws Exception {
    ShownPuzzle puzzle = puzzle("/hello");

    HttpResponse<String> refused = verify("token=" + puzzle.token() + "&solution=1.2.3");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void another_site_cannot_answer_in_a_visitors_name() throws Exception {
    String answer = puzzle("/hello").answered();

    HttpResponse<String> refused = verify(answer, "Sec-Fetch-Site", "cross-site");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/hello//evil.example", "/hello?next=//evil.example", "/hello/%0d%0aX-Evil:1"})
  void nobody_is_sent_to_another_site(String path) throws Exception {
    HttpResponse<String> solved = verify(puzzle(path).answered());

    assertThat(solved.statusCode()).isEqualTo(303);
    assertThat(solved.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).matches("/(hello([?].*)?)?"));
    assertThat(solved.headers().firstValue("X-Evil")).isEmpty();
  }

  @Test
  void a_referer_sends_nobody_anywhere() throws Exception {
    HttpResponse<String> solved =
        verify(puzzle("/hello").answered(), "Referer", "https://evil.example/");

    assertThat(solved.headers().firstValue("Location")).contains("/hello");
  }

  @Test
  void a_body_of_megabytes_is_not_read_to_its_end() throws Exception {
    assertThat(verify("token=" + "x".repeat(1 << 21)).statusCode()).isEqualTo(403);
  }

  @Test
  void a_stricter_decision_beats_an_older_pass() throws Exception { // case 18
    String pass = earn("/hello");
    assertThat(visit(VISITOR, pass).statusCode()).isEqualTo(200);

    decide("ban", "crowdsecurity/http-cve-2021-41773");

    await().until(() -> visit(VISITOR, pass).statusCode() == 403);
  }

  @Test
  void a_pass_that_is_needed_no_more_is_taken_out_of_the_browser() throws Exception { // case 30
    String pass = earn("/hello");

    Files.writeString(directory.resolve("decisions.csv"), "# nothing\n");

    await()
        .until(
            () ->
                visit(VISITOR, pass)
                    .headers()
                    .firstValue("Set-Cookie")
                    .filter(cookie -> cookie.contains("Max-Age=0"))
                    .isPresent());
    assertThat(visit(VISITOR, pass).statusCode()).isEqualTo(200);
  }

  @Test
  void a_holder_that_asks_too_often_is_slowed_down_alone() throws Exception { // case 19
    String pass = earn("/hello");
    String other = earn("/hello");
    int slowed = 0;
    for (int i = 0; i < 200; i++) {
      slowed += visit(VISITOR, pass).statusCode() == 429 ? 1 : 0;
    }

    assertThat(slowed).isPositive();
    assertThat(visit(VISITOR, other).statusCode()).isEqualTo(200);
  }

  @Test
  void a_holder_that_probes_for_pages_loses_the_pass() throws Exception {
    String pass = earn("/hello");
    for (int i = 0; i < 110; i++) {
      get("/hello/missing", VISITOR, pass);
    }

    assertThat(visit(VISITOR, pass).statusCode()).isEqualTo(403);
  }

  private void decide(String type, String scenario) throws Exception {
    decide(type, scenario, "203.0.113.0/24");
  }

  private void decide(String type, String scenario, String range) throws Exception {
    Files.writeString(
        directory.resolve("decisions.csv"),
        "duration,scope,value,type,scenario,origin\n4h,range,"
            + String.join(",", range, type, scenario, "crowdsec"));
  }

  private String earn(String path) throws Exception {
    return ShownPuzzle.cookie(verify(puzzle(path).answered()));
  }

  private ShownPuzzle puzzle(String path) throws Exception {
    return ShownPuzzle.on(site, get(path, VISITOR, "").body(), VISITOR);
  }

  private HttpResponse<String> verify(String form, String... more) throws Exception {
    return ShownPuzzle.verify(site, form, VISITOR, more);
  }

  private HttpResponse<String> visit(String client, String cookie) throws Exception {
    return get("/hello", client, cookie);
  }

  private HttpResponse<String> get(String path, String client, String cookie) throws Exception {
    return cookie.isEmpty()
        ? Client.browse(site.at(path), "X-Forwarded-For", client)
        : Client.browse(site.at(path), "X-Forwarded-For", client, "Cookie", cookie);
  }
}
