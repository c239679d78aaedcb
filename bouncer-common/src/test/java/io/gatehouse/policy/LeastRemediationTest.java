package io.gatehouse.policy;

import static io.gatehouse.policy.Given.ALIVE;
import static io.gatehouse.policy.Given.CLOUDFLARE;
import static io.gatehouse.policy.Given.CRAWL;
import static io.gatehouse.policy.Given.ENFORCED;
import static io.gatehouse.policy.Given.EXPLOIT;
import static io.gatehouse.policy.Given.FASTLY;
import static io.gatehouse.policy.Given.LOGIN;
import static io.gatehouse.policy.Given.NFTABLES;
import static io.gatehouse.policy.Given.NOW;
import static io.gatehouse.policy.Given.SERVLET;
import static io.gatehouse.policy.Given.SIP;
import static io.gatehouse.policy.Given.SSH;
import static io.gatehouse.policy.Given.about;
import static io.gatehouse.policy.Given.ban;
import static io.gatehouse.policy.Given.effect;
import static io.gatehouse.policy.Given.enforced;
import static io.gatehouse.policy.Given.listed;
import static io.gatehouse.policy.Given.manualBan;
import static io.gatehouse.policy.Given.policy;
import static io.gatehouse.policy.SharedSource.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastRemediationTest {

  @ParameterizedTest
  @CsvSource({
    "captcha,          high,   captcha, captcha, challenge",
    "captcha,          medium, captcha, captcha, challenge",
    "captcha,          low,    captcha, challenge, throttle",
    "appsec-challenge, high,   appsec-challenge, captcha, captcha",
    "challenge,        high,   challenge, challenge, throttle",
    "throttle,         high,   throttle, throttle, observe",
    "observe,          high,   observe, observe, observe",
    "ban,              none,   challenge, observe, observe",
    "captcha,          none,   challenge, observe, observe",
    "throttle,         none,   throttle, observe, observe",
  })
  void a_milder_decision_goes_down_the_same_ladder(
      String type, String severity, String dedicated, String possible, String shared) {
    Decision decision = decision(type, severity);

    assertThat(effect(enforced(SERVLET), about(decision, Evidence.NONE))).isEqualTo(dedicated);
    assertThat(effect(enforced(SERVLET), about(decision, listed(SharedSource.MOBILE_AS))))
        .isEqualTo(possible);
    assertThat(effect(enforced(SERVLET), about(decision, listed(OPERATOR)))).isEqualTo(shared);
  }

  private static Decision decision(String type, String severity) {
    String scenario =
        switch (severity) {
          case "high" -> EXPLOIT;
          case "medium" -> LOGIN;
          case "low" -> CRAWL;
          default -> SIP;
        };
    DecisionKind kind = new DecisionKind(Remediation.of(type), Origin.CROWDSEC, scenario);
    return new Decision(1, kind, ban(scenario).target(), NOW.plusSeconds(60));
  }

  @Test
  void guessing_passwords_is_worst_where_passwords_are_asked_for() {
    PolicyQuestion question = about(ban(LOGIN), listed(OPERATOR));

    assertThat(effect(enforced(SERVLET), question)).isEqualTo("challenge");
    assertThat(effect(enforced(SERVLET), question.at(Surface.LOGIN))).isEqualTo("captcha");
  }

  @Test
  void the_floor_holds_where_the_decision_is_harsher() {
    LeastRemediation policy = policy(SERVLET, ENFORCED.withFloor(Remediation.CAPTCHA));

    assertThat(effect(policy, about(ban(CRAWL), listed(OPERATOR)))).isEqualTo("captcha");
    assertThat(effect(policy, about(decision("throttle", "low"), listed(OPERATOR))))
        .isEqualTo("throttle");
  }

  @Test
  void a_cap_counts_from_when_the_decision_came_into_force() {
    PolicyQuestion question =
        about(ban(SSH), listed(OPERATOR)).inForceSince(NOW.minus(Duration.ofMinutes(10)));

    assertThat(effect(enforced(NFTABLES), question)).isEqualTo("ban for 5m0s");
  }

  @Test
  void a_persons_ban_closes_every_port_whoever_holds_a_lease() {
    PolicyQuestion question = about(manualBan("because"), listed(OPERATOR)).with(ALIVE);

    assertThat(effect(enforced(NFTABLES), question)).isEqualTo("ban");
    assertThat(effect(policy(NFTABLES, ENFORCED.respectingManualBans(false)), question))
        .isEqualTo("ban for 15m0s");
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.96.0/20,  ban",
    "198.51.96.0/19,  observe",
    "2001:db8::/40,   ban",
    "2001:db8::/39,   observe",
    "2001:db8::/64,   ban"
  })
  void packets_of_a_wide_range_are_not_dropped(String range, String effect) {
    assertThat(effect(enforced(NFTABLES), about(ban(SSH, range), Evidence.NONE))).isEqualTo(effect);
    assertThat(effect(enforced(SERVLET), about(ban(SSH, range), Evidence.NONE))).isEqualTo("ban");
  }

  @Test
  void a_person_may_ban_a_wide_range() {
    Decision decision =
        Given.decision(Remediation.BAN, Origin.CSCLI, "because", "10.0.0.0/8", "4h");

    assertThat(effect(enforced(NFTABLES), about(decision, Evidence.NONE))).isEqualTo("ban");
    assertThat(
            effect(
                policy(NFTABLES, ENFORCED.respectingManualBans(false)),
                about(decision, Evidence.NONE)))
        .isEqualTo("ban");
  }

  @ParameterizedTest
  @CsvSource({
    "someone/dns-flood,    198.51.100.7,    ban only [udp/53] for 10m0s",
    "someone/dns-flood,    198.51.100.0/24, observe",
    "x/iptables-scan-ports, 198.51.100.7,   observe",
  })
  void a_forgeable_source_closes_only_what_was_attacked(
      String scenario, String target, String effect) {
    assertThat(effect(enforced(NFTABLES), about(ban(scenario, target), Evidence.NONE)))
        .isEqualTo(effect);
  }

  @Test
  void a_point_that_cannot_tell_ports_apart_never_drops_for_a_forgeable_source() {
    PolicyPoint ipset =
        new PolicyPoint(Layer.L4, Set.of(Remediation.BAN), Set.of(), Remediation.OBSERVE);

    assertThat(effect(enforced(ipset), about(ban(SIP), Evidence.NONE))).isEqualTo("observe");
    assertThat(effect(enforced(ipset), about(ban(SSH), listed(OPERATOR)).with(ALIVE)))
        .isEqualTo("ban for 15m0s");
  }

  @Test
  void a_lease_shields_only_http_ports() {
    Leases leases = new Leases(Map.of(443, NOW.plusSeconds(1), 22, NOW.plusSeconds(1)));

    assertThat(effect(enforced(NFTABLES), about(ban(SSH), listed(OPERATOR)).with(leases)))
        .isEqualTo("ban all but [tcp/443] for 1h0m0s");
    assertThat(effect(enforced(NFTABLES), about(ban(SSH), Evidence.NONE).with(leases)))
        .isEqualTo("ban");
  }

  @Test
  void what_clients_say_of_themselves_opens_no_port() {
    Evidence forged = Evidence.NONE.withDiversity(500).withSharedName();

    assertThat(effect(enforced(NFTABLES), about(ban(SSH), forged).with(ALIVE))).isEqualTo("ban");
  }

  @Test
  void an_edge_asks_a_shared_network_and_refuses_the_rest_of_a_range() {
    Evidence evidence =
        Evidence.NONE.overlapping(Map.of(IpPrefix.parse("198.51.100.128/25"), Set.of(OPERATOR)));

    assertThat(effect(enforced(CLOUDFLARE), about(ban(LOGIN, "198.51.100.0/24"), evidence)))
        .isEqualTo("198.51.100.0/25 ban; 198.51.100.128/25 challenge");
  }

  @Test
  void an_edge_asks_a_wide_range_before_it_refuses() {
    PolicyQuestion question = about(ban(LOGIN, "1.52.0.0/14"), Evidence.NONE);

    assertThat(effect(enforced(CLOUDFLARE), question)).isEqualTo("captcha");
    assertThat(effect(enforced(FASTLY), question)).isEqualTo("ban");
  }

  @Test
  void an_edge_without_questions_slows_down_a_shared_address() {
    assertThat(effect(enforced(FASTLY), about(ban(LOGIN), listed(OPERATOR)))).isEqualTo("throttle");
    assertThat(effect(enforced(FASTLY), about(ban(EXPLOIT), listed(OPERATOR)))).isEqualTo("ban");
  }

  @Test
  void countries_pass_as_decided() {
    Decision decision =
        new Decision(1, ban(SSH).kind(), new Target.Country("ZZ"), NOW.plusSeconds(60));

    assertThat(effect(enforced(NFTABLES), about(decision, Evidence.NONE))).isEqualTo("ban");
  }

  @Test
  void reasons_tell_the_way_from_decision_to_measure() {
    assertThat(reasons(enforced(SERVLET), about(ban(CRAWL), listed(OPERATOR))))
        .containsExactly(
            "shared address, score 1.00 (lists 1.00)",
            "probe offence, severity low",
            "ban lowered to throttle");
    assertThat(reasons(enforced(SERVLET), about(ban(CRAWL), Evidence.NONE)))
        .containsExactly("no evidence: as decided");
    assertThat(reasons(enforced(SERVLET), about(manualBan("x"), listed(OPERATOR))))
        .containsExactly("decided by a person: as decided");
    assertThat(
            reasons(
                policy(SERVLET, ENFORCED.with(PolicyMode.OFF)),
                about(ban(CRAWL), listed(OPERATOR))))
        .containsExactly("the policy is off here: as decided");
  }

  @Test
  void a_report_tells_what_would_be_done_and_why() {
    LeastRemediation policy = policy(NFTABLES, PolicyConfig.DEFAULT);

    assertThat(reasons(policy, about(ban(SSH), listed(OPERATOR)).with(ALIVE)))
        .containsExactly(
            "the policy only reports here: as decided",
            "would be ban all but [tcp/80, tcp/443] for at most 1h0m0s:"
                + " shared address, score 1.00 (lists 1.00); nonhttp offence, severity high;"
                + " an HTTP enforcer answers on [tcp/80, tcp/443]; dropped for at most 1h0m0s");
    assertThat(policy.decide(about(ban(SSH), listed(OPERATOR))).onlyReported()).isTrue();
    assertThat(policy.decide(about(ban(SSH), Evidence.NONE)).onlyReported()).isFalse();
  }

  @Test
  void a_hostile_type_of_decision_is_not_repeated_in_reasons() {
    String word = "x\n".repeat(10_000);
    Decision decision =
        Given.decision(Remediation.of(word), Origin.CROWDSEC, CRAWL, Given.ADDRESS, "4h");

    List<String> reasons = reasons(enforced(SERVLET), about(decision, Evidence.NONE));

    assertThat(reasons).allMatch(reason -> reason.length() < 200 && !reason.contains("\n"));
  }

  private static List<String> reasons(RemediationPolicy policy, PolicyQuestion question) {
    return policy.decide(question).measures().get(0).reasons();
  }
}
