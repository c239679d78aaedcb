package io.gatehouse.policy;

import static io.gatehouse.policy.Given.ALIVE;
import static io.gatehouse.policy.Given.CRAWL;
import static io.gatehouse.policy.Given.ENFORCED;
import static io.gatehouse.policy.Given.EXPIRED;
import static io.gatehouse.policy.Given.EXPLOIT;
import static io.gatehouse.policy.Given.LOGIN;
import static io.gatehouse.policy.Given.NFTABLES;
import static io.gatehouse.policy.Given.NOW;
import static io.gatehouse.policy.Given.SERVLET;
import static io.gatehouse.policy.Given.SIP;
import static io.gatehouse.policy.Given.SSH;
import static io.gatehouse.policy.Given.about;
import static io.gatehouse.policy.Given.ban;
import static io.gatehouse.policy.Given.decision;
import static io.gatehouse.policy.Given.effect;
import static io.gatehouse.policy.Given.enforced;
import static io.gatehouse.policy.Given.listed;
import static io.gatehouse.policy.Given.manualBan;
import static io.gatehouse.policy.Given.policy;
import static io.gatehouse.policy.SharedSource.MOBILE_AS;
import static io.gatehouse.policy.SharedSource.OPERATOR;
import static io.gatehouse.policy.SharedSource.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The thirty cases that the policy was specified with, by their numbers. */
class PolicyCasesTest {
  private static final Evidence BROWSERS = Evidence.NONE.withDiversity(500);
  private static final Decision COMMUNITY_BAN =
      decision(Remediation.BAN, Origin.CAPI, SSH, Given.ADDRESS, "44d");

  /** A case, or one line of it. */
  private record Row(int number, String given, Supplier<String> outcome, String expected) {
    @Override
    public String toString() {
      return number + ": " + given;
    }
  }

  static List<Row> cases() {
    return List.of(
        row(1, "no signals, exploit", http(ban(EXPLOIT), Evidence.NONE), "ban"),
        row(2, "operator's list, crawl", http(ban(CRAWL), listed(OPERATOR)), "throttle"),
        row(3, "relay list, exploit", http(ban(EXPLOIT), listed(PUBLISHED)), "captcha"),
        row(4, "mobile AS, passwords", http(ban(LOGIN), listed(MOBILE_AS)), "captcha"),
        row(5, "and 8 identities", http(ban(LOGIN), mobileWith(8)), "challenge"),
        row(6, "500 browsers, low", http(ban(CRAWL), BROWSERS), "captcha"),
        row(7, "and hosting AS", http(ban(CRAWL), BROWSERS.inHostingAs()), "ban"),
        row(8, "manual, operator's list", http(manualBan(CRAWL), listed(OPERATOR)), "ban"),
        row(8, "not respected", disrespected(manualBan(CRAWL)), "throttle"),
        row(8, "not respected, exploit", disrespected(manualBan(EXPLOIT)), "captcha"),
        row(9, "UDP sip-scan at HTTP", http(ban(SIP), Evidence.NONE), "challenge"),
        row(10, "same at nftables", l4(ban(SIP)), "ban only [udp/5060] for 10m0s"),
        row(11, "wide range", l4(ban(SSH, "1.52.0.0/14")), "observe"),
        row(11, "reported", PolicyCasesTest::reportOfWideRange, "ban, would be observe"),
        row(12, "range over a shared network", PolicyCasesTest::rangeOverShared, PIECES),
        row(13, "ssh-bf, shared, lease", l4(ALIVE), "ban all but [tcp/80, tcp/443] for 1h0m0s"),
        row(13, "same at HTTP", http(ban(SSH), listed(OPERATOR)), "throttle"),
        row(14, "lease expired", l4(EXPIRED), "ban for 15m0s"),
        row(20, "3 of 4 identities revoked", http(ban(CRAWL), revoked(3, 1)), "ban"),
        row(20, "2 of 4", http(ban(CRAWL), revoked(2, 2)), "throttle"),
        row(22, "API client, shared, medium", () -> apiClient(LOGIN), "throttle"),
        row(22, "high", () -> apiClient(EXPLOIT), "ban"),
        row(23, "target of a decision on /128", PolicyCasesTest::hostDecision, "2001:db8::1"),
        row(23, "key of 20 addresses", PolicyCasesTest::keys, "[2001:db8::/64]"),
        row(24, "community list: as a list", http(COMMUNITY_BAN, listed(OPERATOR)), "challenge"),
        row(24, "and capped", l4(COMMUNITY_BAN, listed(OPERATOR)), "ban for 15m0s"),
        row(25, "mode report", PolicyCasesTest::reported, "ban, would be throttle"),
        row(26, "100.64.1.2", PolicyCasesTest::carrierAddress, "dedicated: ban"),
        row(28, "score wavers at 0.7", PolicyCasesTest::wavering, "[possible]"),
        row(29, "weight of identities", PolicyCasesTest::weights, WEIGHTS));
  }

  private static final String PIECES =
      "198.51.100.0/25 ban for 15m0s; 198.51.100.128/26 ban for 15m0s; "
          + "198.51.100.192/27 ban for 15m0s; 198.51.100.224/28 ban for 15m0s; "
          + "198.51.100.240/28 observe";
  private static final String WEIGHTS = "1=0.00 2=0.20 4=0.40 8=0.59 16=0.79 28=0.95";

  private static final String REQUESTS = "io.gatehouse.request.DecisionPointTest";
  private static final String CAPTCHAS = "io.gatehouse.challenge.CaptchaTest";

  /** Those that need more than the policy: the test of each, by class and method. */
  private static final Map<Integer, List<String>> ELSEWHERE =
      Map.of(
          15, List.of(REQUESTS, "who_solved_a_captcha_passes_and_a_neighbour_is_still_asked"),
          16, List.of(REQUESTS, "a_revoked_pass_is_none"),
          17, List.of(REQUESTS, "a_pass_from_the_same_network_is_taken_and_renewed"),
          18, List.of(REQUESTS, "a_pass_must_not_be_older_than_a_stricter_decision"),
          19, List.of(REQUESTS, "a_scraper_with_a_pass_is_slowed_down_and_its_neighbours_are_not"),
          21,
              List.of(
                  CAPTCHAS,
                  "where_all_are_down_the_visitor_works_instead_and_is_never_just_let_in"),
          27, List.of(REQUESTS, "a_million_addresses_take_no_more_memory_than_is_configured"),
          30, List.of(REQUESTS, "the_next_request_after_a_deletion_passes"));

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void case_comes_out_as_specified(Row row) {
    assertThat(row.outcome().get()).isEqualTo(row.expected());
  }

  @Test
  void every_case_is_tested_here_or_elsewhere() throws Exception {
    TreeSet<Integer> done = new TreeSet<>(cases().stream().map(Row::number).toList());
    for (List<String> test : ELSEWHERE.values()) {
      assertThat(Class.forName(test.get(0)).getDeclaredMethods())
          .extracting(Method::getName)
          .contains(test.get(1));
    }

    assertThat(done).doesNotContainAnyElementsOf(ELSEWHERE.keySet());
    done.addAll(ELSEWHERE.keySet());
    assertThat(done).containsExactlyElementsOf(IntStream.rangeClosed(1, 30).boxed().toList());
  }

  private static Row row(int number, String given, Supplier<String> outcome, String expected) {
    return new Row(number, given, outcome, expected);
  }

  private static Supplier<String> http(Decision decision, Evidence evidence) {
    return () -> effect(enforced(SERVLET), about(decision, evidence));
  }

  private static Supplier<String> l4(Decision decision) {
    return l4(decision, Evidence.NONE);
  }

  private static Supplier<String> l4(Decision decision, Evidence evidence) {
    return () -> effect(enforced(NFTABLES), about(decision, evidence));
  }

  private static Supplier<String> l4(Leases leases) {
    return () -> effect(enforced(NFTABLES), about(ban(SSH), listed(OPERATOR)).with(leases));
  }

  private static Supplier<String> disrespected(Decision decision) {
    LeastRemediation policy = policy(SERVLET, ENFORCED.respectingManualBans(false));
    return () -> effect(policy, about(decision, listed(OPERATOR)));
  }

  private static Evidence mobileWith(int identities) {
    return listed(MOBILE_AS).withIdentities(new Identities(identities, 0, 0));
  }

  private static Evidence revoked(int revoked, int others) {
    return listed(OPERATOR).withIdentities(new Identities(others, 0, revoked));
  }

  private static String rangeOverShared() {
    SharedNetworks networks =
        SharedNetworks.of(Map.of(OPERATOR, List.of(IpPrefix.parse("198.51.100.240/28"))));
    return effect(
        enforced(NFTABLES),
        about(ban(SSH, "198.51.100.0/24"), networks.about(IpPrefix.parse("198.51.100.0/24"))));
  }

  private static String apiClient(String scenario) {
    PolicyAnswer answer = enforced(SERVLET).decide(about(ban(scenario), listed(OPERATOR)));
    return answer.withoutQuestion(answer.measures().get(0).action()).word();
  }

  private static String hostDecision() {
    PolicyQuestion question = about(ban(CRAWL, "2001:db8::1"), Evidence.NONE);
    return enforced(NFTABLES).decide(question).measures().get(0).target().value();
  }

  private static String keys() {
    return IntStream.rangeClosed(1, 20)
        .mapToObj(host -> AddressKey.of(IpAddress.parse("2001:db8::" + host)))
        .distinct()
        .toList()
        .toString();
  }

  private static String reported() {
    return report(
        policy(SERVLET, ENFORCED.with(PolicyMode.REPORT)), about(ban(CRAWL), listed(OPERATOR)));
  }

  private static String reportOfWideRange() {
    return report(
        policy(NFTABLES, PolicyConfig.DEFAULT), about(ban(SSH, "1.52.0.0/14"), Evidence.NONE));
  }

  private static String report(LeastRemediation policy, PolicyQuestion question) {
    PolicyAnswer answer = policy.decide(question);
    String wouldBe = effect(answer.least().get(0), question.decision());
    return effect(policy, question) + ", would be " + wouldBe;
  }

  private static String carrierAddress() {
    SharedNetworks networks =
        SharedNetworks.of(Map.of(PUBLISHED, List.of(IpPrefix.parse("100.64.0.0/16"))));
    Evidence evidence = networks.about(IpAddress.parse("100.64.1.2"));
    PolicyAnswer answer = enforced(SERVLET).decide(about(ban(CRAWL, "100.64.1.2"), evidence));
    return answer.assessment().standing() + ": " + answer.measures().get(0).action();
  }

  private static String wavering() {
    SharingState state = SharingState.first(0.68, NOW, SharingThresholds.DEFAULT);
    TreeSet<Sharing> seen = new TreeSet<>();
    for (int minute = 0; minute < 30; minute++) {
      double score = minute % 2 == 0 ? 0.72 : 0.68;
      state = state.next(score, NOW.plus(Duration.ofMinutes(minute)), SharingThresholds.DEFAULT);
      seen.add(state.sharing());
    }
    return seen.toString();
  }

  private static String weights() {
    return IntStream.of(1, 2, 4, 8, 16, 28)
        .mapToObj(
            n ->
                String.format(
                    Locale.ROOT,
                    "%d=%.2f",
                    n,
                    SignalWeights.DEFAULT.verified(new Identities(n, 0, 0))))
        .collect(Collectors.joining(" "));
  }
}
