package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.gatehouse.challenge.PassCheck.Moved;
import io.gatehouse.challenge.PassCheck.Reason;
import io.gatehouse.challenge.PassCheck.Refused;
import io.gatehouse.challenge.PassCheck.Valid;
import io.gatehouse.config.Secret;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassesTest {
  private static final Secret OLD = Secret.of("old:" + "o".repeat(32));
  private static final Secret NEW = Secret.of("new:" + "n".repeat(32));
  private static final Duration LIFETIME = Duration.ofHours(2);

  private final ManualTime time = ManualTime.at("2026-11-28T08:00:00Z");
  private final Visits browser = Visits.browser();
  private final Passes passes = passes(Binding.AGENT_AND_PREFIX, OLD);

  private Passes passes(Binding binding, Secret... keys) {
    return passes(settings(binding, Optional.empty()), keys);
  }

  private static PassSettings settings(Binding binding, Optional<String> domain) {
    return new PassSettings(
        LIFETIME, Duration.ofMinutes(15), binding, domain, 3, Duration.ofMinutes(10));
  }

  private Passes passes(PassSettings settings, Secret... keys) {
    Revocations revocations = new Revocations(time, 3, settings.placesWindow(), LIFETIME);
    return new Passes(KeyRing.of(List.of(keys)), settings, revocations, time, new Random(1));
  }

  private Header issue(Passes by, Visits visitor) {
    return by.issue(visitor.get("/"), PassLevel.POW, "pow", LIFETIME);
  }

  private static PassCheck check(Passes by, Visits visitor, Header cookie) {
    return by.check(visitor.cookie(cookie).get("/"), Instant.MIN);
  }

  private static Refused refused(Reason reason) {
    return new Refused(reason);
  }

  @Test
  void a_pass_tells_what_was_done_for_it() {
    Header cookie = passes.issue(browser.get("/"), PassLevel.CAPTCHA, "turnstile", LIFETIME);

    assertThat(check(passes, browser, cookie))
        .asInstanceOf(type(Valid.class))
        .extracting(Valid::pass)
        .satisfies(
            pass -> {
              assertThat(pass.level()).isEqualTo(PassLevel.CAPTCHA);
              assertThat(pass.provider()).isEqualTo("turnstile");
              assertThat(pass.isVerified()).isTrue();
              assertThat(pass.expires()).isEqualTo(time.instant().plus(LIFETIME));
            });
  }

  @Test
  void it_ends_with_its_time() {
    Header cookie = issue(passes, browser);
    time.advance(LIFETIME.minusMillis(1));
    assertThat(check(passes, browser, cookie)).isInstanceOf(Valid.class);

    time.advance(Duration.ofMillis(1));

    assertThat(check(passes, browser, cookie)).isEqualTo(refused(Reason.EXPIRED));
  }

  @Test
  void one_from_a_node_whose_clock_is_ahead_is_taken_up_to_a_minute() {
    Header cookie = issue(passes, browser);

    time.advance(Duration.ofMinutes(-1));
    assertThat(check(passes, browser, cookie)).isInstanceOf(Valid.class);

    time.advance(Duration.ofMillis(-1));
    assertThat(check(passes, browser, cookie)).isEqualTo(refused(Reason.FROM_THE_FUTURE));
  }

  @Test
  void a_decision_that_is_newer_beats_it() {
    Header cookie = issue(passes, browser);
    Visit visit = browser.cookie(cookie).get("/");

    assertThat(passes.check(visit, time.instant())).isInstanceOf(Valid.class);
    assertThat(passes.check(visit, time.instant().plusMillis(1)))
        .isEqualTo(refused(Reason.OUTDATED));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 10, 40, 90, 150})
  void it_is_forged_if_a_single_character_is_another(int at) {
    Header cookie = issue(passes, browser);
    int place = cookie.value().indexOf('=') + 1 + at;
    char other = cookie.value().charAt(place) == 'A' ? 'B' : 'A';
    StringBuilder changed = new StringBuilder(cookie.value());
    changed.setCharAt(place, other);

    assertThat(check(passes, browser, new Header("Set-Cookie", changed.toString())))
        .isEqualTo(refused(Reason.FORGED));
  }

  @Test
  void it_is_forged_wherever_it_is_cut_off() {
    Header cookie = issue(passes, browser);
    int start = cookie.value().indexOf('=') + 1;
    int end = cookie.value().indexOf(';');

    for (int length = start; length < end; length++) {
      Header cut = new Header("Set-Cookie", cookie.value().substring(0, length) + ';');
      assertThat(check(passes, browser, cut)).isEqualTo(refused(Reason.FORGED));
    }
  }

  @Test
  void text_of_a_megabyte_is_not_looked_at() {
    Visit visit = browser.header("Cookie", "__Host-gh_pass=" + "A".repeat(1_000_000)).get("/");

    assertThat(passes.check(visit, Instant.MIN)).isEqualTo(refused(Reason.ABSENT));
  }

  @Test
  void one_signed_with_a_key_that_we_do_not_have_is_forged() {
    Header cookie = issue(passes(Binding.AGENT_AND_PREFIX, NEW), browser);

    assertThat(check(passes, browser, cookie)).isEqualTo(refused(Reason.FORGED));
  }

  @Test
  void one_signed_with_the_name_of_our_key_and_another_key_is_forged() {
    Secret thief = Secret.of("old:" + "x".repeat(32));
    Header cookie = issue(passes(Binding.AGENT_AND_PREFIX, thief), browser);

    assertThat(check(passes, browser, cookie)).isEqualTo(refused(Reason.FORGED));
  }

  @Test
  void one_signed_with_the_key_before_is_taken_until_that_is_gone() {
    Header cookie = issue(passes, browser);

    assertThat(check(passes(Binding.AGENT_AND_PREFIX, NEW, OLD), browser, cookie))
        .isInstanceOf(Valid.class);
    assertThat(check(passes(Binding.AGENT_AND_PREFIX, NEW), browser, cookie))
        .isEqualTo(refused(Reason.FORGED));
  }

  @Test
  void another_node_with_the_same_key_takes_it() {
    assertThat(check(passes(Binding.AGENT_AND_PREFIX, OLD), browser, issue(passes, browser)))
        .isInstanceOf(Valid.class);
  }

  @Test
  void it_is_for_one_host() {
    Header cookie = issue(passes, browser);

    assertThat(check(passes, browser.host("bank.example"), cookie))
        .isEqualTo(refused(Reason.OTHER_HOST));
    assertThat(check(passes, browser.host("SHOP.example:8443"), cookie)).isInstanceOf(Valid.class);
  }

  @Test
  void hosts_of_one_domain_share_it_if_they_are_told_to() {
    Passes shared = passes(settings(Binding.AGENT, Optional.of("example.com")), OLD);
    Header cookie = issue(shared, browser.host("a.example.com"));

    assertThat(cookie.value()).startsWith("__Secure-gh_pass=").contains("; Domain=example.com");
    assertThat(check(shared, browser.host("b.example.com"), cookie)).isInstanceOf(Valid.class);
    assertThat(check(shared, browser.host("bexample.com"), cookie))
        .isEqualTo(refused(Reason.OTHER_HOST));
  }

  @Test
  void another_browser_cannot_use_it() {
    assertThat(check(passes, browser.agent("curl/8.5"), issue(passes, browser)))
        .isEqualTo(refused(Reason.OTHER_VISITOR));
  }

  @Test
  void a_browser_that_updates_itself_keeps_it() {
    Header cookie = issue(passes, browser.agent("Mozilla/5.0 (X11) Chrome/150.0.7.1"));

    assertThat(check(passes, browser.agent("Mozilla/5.0 (X11) Chrome/150.0.7.22"), cookie))
        .isInstanceOf(Valid.class);
    assertThat(check(passes, browser.agent("Mozilla/5.0 (X11) Chrome/151.0.0.0"), cookie))
        .isEqualTo(refused(Reason.OTHER_VISITOR));
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, 198.51.100.200, Valid",
    "198.51.100.7, 198.51.101.7, Moved",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, Valid",
    "2001:db8:1:2::1, 2001:db8:1:3::1, Moved",
    "198.51.100.7, 2001:db8:1:2::1, Moved"
  })
  void its_visitor_may_move_within_a_prefix(String first, String later, String outcome) {
    PassCheck check = check(passes, browser.from(later), issue(passes, browser.from(first)));

    assertThat(check.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"64500, 64500, true", "64500, 64501, false", "64500, , false", ", 64500, false"})
  void of_one_that_moved_it_is_known_whether_the_network_is_the_same(
      Long first, Long later, boolean same) {
    Visits there = first == null ? browser : browser.network(first);
    Visits here = later == null ? browser : browser.network(later);

    PassCheck check = check(passes, here.from("192.0.2.1"), issue(passes, there));

    assertThat(check).asInstanceOf(type(Moved.class)).returns(same, Moved::sameNetwork);
  }

  @Test
  void a_renewed_one_belongs_to_the_new_place_and_lives_no_longer() {
    Header cookie = issue(passes, browser);
    Visits there = browser.from("192.0.2.1");
    time.advance(Duration.ofHours(1));
    Pass moved = ((Moved) check(passes, there, cookie)).pass();

    Header renewed = passes.renew(there.get("/"), moved);

    assertThat(renewed.value()).contains("Max-Age=3600;");
    assertThat(check(passes, there, renewed))
        .asInstanceOf(type(Valid.class))
        .returns(moved.id(), valid -> valid.pass().id());
  }

  @Test
  void one_that_comes_from_four_prefixes_within_ten_minutes_is_revoked() {
    Header cookie = issue(passes, browser.from("192.0.2.1"));
    for (int i = 0; i < 3; i++) {
      assertThat(check(passes, browser.from("198.51." + i + ".1"), cookie))
          .isInstanceOf(Moved.class);
    }

    assertThat(check(passes, browser.from("198.51.9.1"), cookie))
        .isEqualTo(refused(Reason.REVOKED));
    assertThat(check(passes, browser.from("192.0.2.1"), cookie)).isEqualTo(refused(Reason.REVOKED));
  }

  @Test
  void one_that_comes_from_many_places_over_a_day_is_taken() {
    Header cookie = issue(passes, browser);
    for (int i = 0; i < 10; i++) {
      assertThat(check(passes, browser.from("198.51." + i + ".1"), cookie))
          .isInstanceOf(Moved.class);
      time.advance(Duration.ofMinutes(10));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "none, curl/8, 192.0.2.1, Valid",
    "ua, curl/8, 198.51.100.7, Refused",
    "ip, curl/8, 198.51.100.8, Moved",
    "ip, curl/8, 198.51.100.7, Valid",
    "prefix, curl/8, 198.51.100.8, Valid",
    "asn, curl/8, 192.0.2.1, Valid",
    "ua+ip, curl/8, 198.51.100.7, Refused",
    "ua+asn, curl/8, 198.51.100.7, Refused"
  })
  void it_belongs_to_what_it_is_bound_to(
      String binding, String agent, String address, String outcome) {
    Passes bound = passes(Binding.parse(binding), OLD);
    Visits there = browser.network(64500);

    PassCheck check = check(bound, there.agent(agent).from(address), issue(bound, there));

    assertThat(check.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void its_cookie_may_come_back_in_quotes() {
    String cookie = issue(passes, browser).value();
    String quoted = cookie.substring(0, cookie.indexOf(';')).replaceFirst("=", "=\"") + '"';

    Visit visit = browser.header("Cookie", "$Version=\"1\"; " + quoted + ";$Path=\"/\"").get("/");

    assertThat(passes.check(visit, Instant.MIN)).isInstanceOf(Valid.class);
  }

  @Test
  void where_no_network_is_known_it_belongs_to_the_address() {
    Passes bound = passes(Binding.NETWORK, OLD);

    PassCheck check = check(bound, browser.from("192.0.2.1"), issue(bound, browser));

    assertThat(check).isInstanceOf(Moved.class);
  }

  @Test
  void one_of_our_own_is_found_beside_one_that_a_neighbouring_host_has_set() {
    Visits plain = browser.http();
    String cookie = issue(passes, plain).value();
    String pair = cookie.substring(0, cookie.indexOf(';'));

    Visit visit = plain.header("Cookie", "gh_pass=v1.x.y.z; a=b; " + pair).get("/");

    assertThat(passes.check(visit, Instant.MIN)).isInstanceOf(Valid.class);
  }

  @Test
  void no_more_than_a_few_of_the_name_are_looked_at() {
    String cookie = issue(passes, browser).value();
    String many = "__Host-gh_pass=x; ".repeat(4) + cookie.substring(0, cookie.indexOf(';'));

    assertThat(passes.check(browser.header("Cookie", many).get("/"), Instant.MIN))
        .isEqualTo(refused(Reason.FORGED));
  }

  @Test
  void its_cookie_is_as_narrow_as_the_connection_allows() {
    assertThat(issue(passes, browser).value())
        .startsWith("__Host-gh_pass=v1.old.")
        .endsWith("; Path=/; Max-Age=7200; HttpOnly; SameSite=Lax; Secure")
        .hasSizeLessThan(512);
    assertThat(issue(passes, browser.http()).value())
        .startsWith("gh_pass=")
        .doesNotContain("Secure");
  }

  @Test
  void clearing_takes_it_out_of_the_browser() {
    assertThat(passes.clear(browser.get("/")).value())
        .startsWith("__Host-gh_pass=; Path=/; Max-Age=0;");
  }

  @Test
  void two_of_the_same_visitor_have_nothing_in_common() {
    String first = issue(passes, browser).value();
    String second = issue(passes, browser).value();

    Pass one = ((Valid) check(passes, browser, new Header("Set-Cookie", first))).pass();
    Pass two = ((Valid) check(passes, browser, new Header("Set-Cookie", second))).pass();

    assertThat(one.traits().agent()).isNotEqualTo(two.traits().agent());
    assertThat(one.traits().place()).isNotEqualTo(two.traits().place());
  }
}
