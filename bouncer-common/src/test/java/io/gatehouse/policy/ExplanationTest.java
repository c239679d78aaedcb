package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final IpAddress ADDRESS = IpAddress.parse(Given.ADDRESS);

  @Test
  void tells_decisions_evidence_and_what_each_point_does() {
    Decision captcha =
        Given.decision(Remediation.CAPTCHA, Origin.LISTS, "firehol", "198.51.100.0/24", "24h");
    Evidence evidence =
        Given.listed(SharedSource.OPERATOR)
            .withIdentities(new Identities(7, 2, 1))
            .withDiversity(12);

    Explanation explanation =
        Explanation.of(ADDRESS, List.of(captcha, Given.ban(Given.CRAWL)), evidence)
            .at("servlet", Given.policy(Given.SERVLET, PolicyConfig.DEFAULT), knowing(evidence))
            .at("nftables", Given.policy(Given.NFTABLES, PolicyConfig.DEFAULT), knowing(evidence));

    assertThat(explanation)
        .hasToString(
            """
            198.51.100.7
            decisions
              captcha 198.51.100.0/24 until 2026-01-02T00:00:00Z, by lists for 'firehol'
              ban 198.51.100.7 until 2026-01-01T04:00:00Z, by crowdsec for \
            'crowdsecurity/http-crawl-non_statics'
            evidence
              on the operator's list of shared networks
              identities: 7 verified, 2 by work, 1 revoked
              about 12 different browsers, as they say of themselves
            servlet (policy: enforce)
              throttle 198.51.100.7, all traffic, until 2026-01-01T04:00:00Z
                shared address, score 1.00 (lists 1.00, identities 0.56, forgeable signs 0.40)
                probe offence, severity low
                ban lowered to throttle
            nftables (policy: report)
              ban 198.51.100.7, all traffic, until 2026-01-01T04:00:00Z
                the policy only reports here: as decided
                would be ban for at most 15m0s: shared address, score 1.00 (lists 1.00); \
            probe offence, severity low; no port is left to an HTTP enforcer; \
            dropped for at most 15m0s
            """);
  }

  @Test
  void says_so_when_there_is_nothing() {
    Explanation explanation =
        Explanation.of(ADDRESS, List.of(), Evidence.NONE)
            .at("nftables", Given.enforced(Given.NFTABLES), knowing(Evidence.NONE));

    assertThat(explanation)
        .hasToString(
            """
            198.51.100.7
            decisions
              none
            evidence
              none
            nftables (policy: enforce)
              pass: no decision
            """);
  }

  @Test
  void of_a_range_taken_apart_tells_the_piece_around_the_address() {
    SharedNetworks networks =
        SharedNetworks.of(
            Map.of(SharedSource.OPERATOR, List.of(IpPrefix.parse("198.51.100.240/28"))));
    Decision decision = Given.ban(Given.SSH, "198.51.100.0/24");
    Evidence evidence = networks.about(IpPrefix.parse("198.51.100.0/24"));

    Explanation explanation =
        Explanation.of(ADDRESS, List.of(decision), evidence)
            .at("nftables", Given.enforced(Given.NFTABLES), knowing(evidence));

    assertThat(explanation.toString())
        .contains("  ban 198.51.100.0/25, all traffic, until 2026-01-01T00:15:00Z\n")
        .doesNotContain("198.51.100.128/26");
  }

  @Test
  void what_came_from_outside_stays_on_its_line() {
    Decision decision = Given.ban("a\nb\u001b[2J" + "c".repeat(5_000));

    String text = Explanation.of(ADDRESS, List.of(decision), Evidence.NONE).toString();

    assertThat(text.lines()).hasSize(5).allMatch(line -> line.length() < 250);
    assertThat(text).contains("'a?b?[2Jccc").doesNotContain("\u001b");
  }

  @Test
  void of_two_equal_decisions_the_longer_counts() {
    Decision longer = Given.decision(Remediation.BAN, Origin.CAPI, Given.SSH, Given.ADDRESS, "24h");

    Explanation explanation =
        Explanation.of(ADDRESS, List.of(Given.ban(Given.CRAWL), longer), Evidence.NONE)
            .at("nftables", Given.enforced(Given.NFTABLES), knowing(Evidence.NONE));

    assertThat(explanation.points().get(0).answer())
        .map(answer -> answer.assessment().offence().kind())
        .contains(ScenarioClass.LIST);
  }

  private static Function<Decision, PolicyQuestion> knowing(Evidence evidence) {
    return decision -> Given.about(decision, evidence);
  }
}
