package io.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.GeoIp;
import io.gatehouse.policy.IdentityLimits;
import io.gatehouse.policy.LeastRemediation;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.PolicyMode;
import io.gatehouse.policy.ScenarioClassifier;
import io.gatehouse.policy.SharedNetworks;
import io.gatehouse.policy.SharedSource;
import io.gatehouse.policy.Surface;
import io.gatehouse.request.ClientAddress.Source;
import io.gatehouse.request.PassClaim.Place;
import io.gatehouse.request.RequestFacts.Asker;
import io.gatehouse.request.Verdict.Answer;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy's cases that need passes and a running point: numbers of the remediation table. */
class DecisionPointTest {
  private static final String OWN = "203.0.113.9";
  private static final String OFFICE = "198.51.100.7";
  private static final SharedNetworks NETWORKS =
      SharedNetworks.of(Map.of(SharedSource.OPERATOR, List.of(IpPrefix.parse(OFFICE))));
  private static final PassClaim WORKED =
      new PassClaim("worked", Remediation.CHALLENGE, false, Place.HOME);
  private static final PassClaim SOLVED =
      new PassClaim("solved", Remediation.CAPTCHA, true, Place.HOME);

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final DecisionStore store = new DecisionStore(time);
  private final Visitors visitors = new Visitors(time, IdentityLimits.DEFAULT);
  private DecisionPoint point = point(DecisionPointConfig.DEFAULT, PolicyMode.ENFORCE);
  private long nextId = 1;

  @Test
  void a_clean_address_concerns_nobody() {
    decided(OWN, "ban", "crowdsecurity/http-cve-2021-41773");

    assertThat(point.concerns(client("192.0.2.1"))).isFalse();
    assertThat(ask("192.0.2.1", PassClaim.NONE)).isEqualTo(Verdict.CLEAN);
  }

  @Test
  void a_ban_refuses_whatever_pass_there_is() {
    decided(OWN, "ban", "crowdsecurity/http-cve-2021-41773");

    assertThat(point.concerns(client(OWN))).isTrue();
    assertThat(ask(OWN, SOLVED).answer()).isEqualTo(Answer.REFUSE);
  }

  @Test
  void who_solved_a_captcha_passes_and_a_neighbour_is_still_asked() { // 15
    decided(OFFICE, "captcha", "crowdsecurity/http-cve-2021-41773");

    assertThat(ask(OFFICE, SOLVED).passes()).isTrue();
    assertThat(ask(OFFICE, PassClaim.NONE).answer()).isEqualTo(Answer.ASK);
  }

  @Test
  void work_does_not_answer_a_captcha() {
    decided(OWN, "captcha", "crowdsecurity/http-cve-2021-41773");

    Verdict verdict = ask(OWN, WORKED);

    assertThat(verdict.answer()).isEqualTo(Answer.ASK);
    assertThat(verdict.action()).isEqualTo(Remediation.CAPTCHA);
  }

  @Test
  void a_revoked_pass_is_none() { // 16, where the pass itself counts the places it comes from
    decided(OFFICE, "captcha", "crowdsecurity/http-cve-2021-41773");
    ask(OFFICE, SOLVED);

    assertThat(revoke(OFFICE, SOLVED)).isTrue();

    assertThat(ask(OFFICE, SOLVED).answer()).isEqualTo(Answer.ASK);
  }

  @Test
  void a_pass_from_the_same_network_is_taken_and_renewed() { // 17
    decided(OWN, "captcha", "crowdsecurity/http-cve-2021-41773");

    Verdict verdict = ask(OWN, at(Place.SAME_NETWORK));

    assertThat(verdict.passes()).isTrue();
    assertThat(verdict.renewsPass()).isTrue();
  }

  @Test
  void a_pass_from_elsewhere_costs_a_proof_of_work_and_no_captcha() {
    decided(OWN, "captcha", "crowdsecurity/http-cve-2021-41773");

    assertThat(ask(OWN, at(Place.ELSEWHERE)).action()).isEqualTo(Remediation.CHALLENGE);
  }

  @Test
  void a_pass_from_elsewhere_is_taken_at_a_shared_address() {
    decided(OFFICE, "captcha", "crowdsecurity/http-cve-2021-41773");

    assertThat(ask(OFFICE, at(Place.ELSEWHERE)).passes()).isTrue();
  }

  @Test
  void a_pass_must_not_be_older_than_a_stricter_decision() { // 18
    decided(OFFICE, "captcha", "crowdsecurity/http-cve-2021-41773");
    time.advance(Duration.ofMinutes(10));
    decided(OFFICE, "captcha", "crowdsecurity/http-cve-2021-41773");
    assertThat(askedNotBefore(OFFICE)).isEqualTo(time.instant().minus(Duration.ofMinutes(10)));

    decided(OFFICE, "ban", "crowdsecurity/http-cve-2021-41773");

    assertThat(askedNotBefore(OFFICE)).isEqualTo(time.instant());
  }

  @Test
  void a_scraper_with_a_pass_is_slowed_down_and_its_neighbours_are_not() { // 19
    decided(OFFICE, "captcha", "crowdsecurity/http-cve-2021-41773");
    int slowed = 0;
    for (int i = 0; i < 200; i++) {
      slowed += ask(OFFICE, SOLVED).answer() == Answer.SLOW_DOWN ? 1 : 0;
      time.advance(Duration.ofMillis(50));
    }

    assertThat(slowed).isBetween(15, 25);
    assertThat(ask(OFFICE, WORKED).passes()).isTrue();
  }

  @Test
  void where_most_identities_lost_their_pass_the_decision_counts_in_full() { // 20
    decided(OFFICE, "ban", "crowdsecurity/http-crawl-non_statics");
    for (int i = 0; i < 4; i++) {
      ask(OFFICE, holder(i));
    }
    assertThat(ask(OFFICE, holder(0)).passes()).isTrue();

    for (int i = 0; i < 3; i++) {
      revoke(OFFICE, holder(i));
    }

    assertThat(ask(OFFICE, holder(3)).answer()).isEqualTo(Answer.REFUSE);
  }

  @Test
  void who_lost_a_pass_earns_the_next_one_harder() {
    decided(OFFICE, "captcha", "crowdsecurity/http-bf-wordpress_bf");
    assertThat(ask(OFFICE, PassClaim.NONE).action()).isEqualTo(Remediation.CHALLENGE);
    ask(OFFICE, WORKED);

    revoke(OFFICE, WORKED);

    assertThat(ask(OFFICE, PassClaim.NONE).action()).isEqualTo(Remediation.CAPTCHA);
  }

  @ParameterizedTest
  @CsvSource({
    "crowdsecurity/http-generic-bf, SLOW_DOWN", // 22
    "crowdsecurity/http-cve-2021-41773, ASK"
  })
  void a_program_at_a_shared_address_is_slowed_down_unless_it_attacked(
      String scenario, Answer expected) {
    decided(OFFICE, "ban", scenario);

    assertThat(ask(OFFICE, PassClaim.NONE, Asker.PROGRAM).answer()).isEqualTo(expected);
  }

  @Test
  void a_program_with_a_pass_goes_on() {
    decided(OFFICE, "ban", "crowdsecurity/http-generic-bf");

    assertThat(ask(OFFICE, WORKED, Asker.PROGRAM).passes()).isTrue();
  }

  @Test
  void a_preflight_is_stopped_by_a_ban_only() {
    decided(OWN, "ban", "crowdsecurity/http-cve-2021-41773");
    decided(OFFICE, "captcha", "crowdsecurity/http-cve-2021-41773");

    assertThat(ask(OWN, PassClaim.NONE, Asker.PREFLIGHT).answer()).isEqualTo(Answer.REFUSE);
    assertThat(ask(OFFICE, PassClaim.NONE, Asker.PREFLIGHT).passes()).isTrue();
  }

  @Test
  void report_carries_the_decision_out_and_tells_what_it_would_be() { // 25
    point = point(DecisionPointConfig.DEFAULT, PolicyMode.REPORT);
    StringBuilder told = new StringBuilder();
    point.tell((decision, answer) -> told.append(answer.least().get(0).action()));
    decided(OFFICE, "ban", "crowdsecurity/http-crawl-non_statics");

    assertThat(ask(OFFICE, PassClaim.NONE).answer()).isEqualTo(Answer.REFUSE);
    assertThat(told).hasToString("throttle");
  }

  @Test
  void many_browsers_behind_an_address_lower_a_ban_to_a_captcha() { // 6
    decided(OWN, "ban", "crowdsecurity/http-crawl-non_statics");
    Verdict last = Verdict.CLEAN;
    for (int browser = 0; browser < 500; browser++) {
      last = ask(OWN, PassClaim.NONE, Asker.BROWSER, browser);
    }

    assertThat(last.action()).isEqualTo(Remediation.CAPTCHA);
  }

  @Test
  void people_who_logged_in_vouch_for_their_address() {
    for (int person = 0; person < 30; person++) {
      visitors.noteLogin(IpAddress.parse(OWN), "person" + person);
    }

    decided(OWN, "ban", "crowdsecurity/http-generic-bf");

    assertThat(ask(OWN, PassClaim.NONE).action()).isEqualTo(Remediation.CHALLENGE);
  }

  @Test
  void a_million_addresses_take_no_more_memory_than_is_configured() { // 27
    decided("2001:db8::/32", "ban", "crowdsecurity/http-cve-2021-41773");
    for (int i = 0; i < 1_000_000; i++) {
      visitors.at(IpAddress.of(0x2001_0db8_0000_0000L + i, 1));
    }

    assertThat(visitors.remembered()).isLessThanOrEqualTo(Visitors.CAPACITY);
  }

  @Test
  void ipv6_addresses_of_one_subscriber_are_seen_as_one() { // 23
    visitors.at(IpAddress.parse("2001:db8::1"));
    visitors.at(IpAddress.parse("2001:db8::2"));

    assertThat(visitors.remembered()).isEqualTo(1);
  }

  @Test
  void the_next_request_after_a_deletion_passes() { // 30
    Decision decision = decided(OWN, "ban", "crowdsecurity/http-cve-2021-41773");
    store.begin(Pull.DELTA);
    store.deleted(decision);
    store.commit();

    assertThat(point.concerns(client(OWN))).isFalse();
  }

  @Test
  void who_cannot_be_told_from_a_proxy_is_never_stopped() {
    decided("10.0.0.0/8", "ban", "crowdsecurity/http-cve-2021-41773");
    ClientAddress proxy = new ClientAddress(IpAddress.parse("10.0.0.2"), Source.UNRESOLVED);

    assertThat(point.concerns(proxy)).isFalse();
    assertThat(point.decide(facts(proxy, PassClaim.NONE, Asker.BROWSER, 1)).passes()).isTrue();
  }

  @Test
  void a_type_that_the_application_deals_with_is_left_to_it() {
    point = point(DecisionPointConfig.DEFAULT.leaving(Set.of("step-up")), PolicyMode.ENFORCE);
    decided(OWN, "step-up", "manual");
    decided(OWN, "captcha", "crowdsecurity/http-cve-2021-41773");

    assertThat(ask(OWN, PassClaim.NONE).answer()).isEqualTo(Answer.CUSTOM);
  }

  @Test
  void a_type_that_nobody_knows_is_replaced() {
    decided(OWN, "step-up", "crowdsecurity/http-cve-2021-41773");

    assertThat(ask(OWN, PassClaim.NONE).answer()).isEqualTo(Answer.REFUSE);
  }

  @ParameterizedTest
  @CsvSource({"PASS, PASS", "CHALLENGE, ASK", "DENY, UNAVAILABLE"})
  void before_the_first_pull_the_setting_counts(OnUnavailable setting, Answer expected) {
    point = point(DecisionPointConfig.DEFAULT.when(setting), PolicyMode.ENFORCE);

    assertThat(point.concerns(client(OWN))).isTrue();
    assertThat(ask(OWN, PassClaim.NONE).answer()).isEqualTo(expected);
  }

  private DecisionPoint point(DecisionPointConfig config, PolicyMode mode) {
    PolicyConfig policy = PolicyConfig.DEFAULT.with(mode);
    return new DecisionPoint(
        new StoredDecisions(store, GeoIp.NONE, config.order()),
        new LeastRemediation(config.point(), policy, ScenarioClassifier.BUILT_IN),
        config,
        NETWORKS,
        visitors,
        time);
  }

  private Decision decided(String value, String type, String scenario) {
    if (!store.isComplete()) {
      store.begin(Pull.FULL);
      store.commit();
    }
    Decision decision =
        new Decision(
            nextId++,
            new DecisionKind(Remediation.of(type), Origin.CROWDSEC, scenario),
            Target.of(Scope.IP, value),
            time.instant().plus(Duration.ofHours(4)));
    store.begin(Pull.DELTA);
    store.added(decision);
    store.commit();
    return decision;
  }

  private boolean revoke(String address, PassClaim claim) {
    visitors.strike(Strike.ATTACK, claim, IpAddress.parse(address), 1);
    return visitors.strike(Strike.ATTACK, claim, IpAddress.parse(address), 1);
  }

  private Instant askedNotBefore(String address) {
    Instant[] asked = new Instant[1];
    point.decide(
        facts(
            client(address),
            Asker.BROWSER,
            1,
            notBefore -> {
              asked[0] = notBefore;
              return PassClaim.NONE;
            }));
    return asked[0];
  }

  private Verdict ask(String address, PassClaim claim) {
    return ask(address, claim, Asker.BROWSER);
  }

  private Verdict ask(String address, PassClaim claim, Asker asker) {
    return ask(address, claim, asker, 1);
  }

  private Verdict ask(String address, PassClaim claim, Asker asker, long browser) {
    return point.decide(facts(client(address), claim, asker, browser));
  }

  private static RequestFacts facts(
      ClientAddress client, PassClaim claim, Asker asker, long browser) {
    return facts(client, asker, browser, notBefore -> claim);
  }

  private static RequestFacts facts(
      ClientAddress client, Asker asker, long browser, Function<Instant, PassClaim> pass) {
    return new RequestFacts(client, Surface.ANY, asker, browser, pass);
  }

  private static PassClaim at(Place place) {
    return new PassClaim("solved", Remediation.CAPTCHA, true, place);
  }

  private static PassClaim holder(int number) {
    return new PassClaim("holder" + number, Remediation.CAPTCHA, true, Place.HOME);
  }

  private static ClientAddress client(String address) {
    return new ClientAddress(IpAddress.parse(address), Source.PEER);
  }
}
