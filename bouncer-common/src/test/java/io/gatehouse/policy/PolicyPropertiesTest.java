package io.gatehouse.policy;

import static io.gatehouse.policy.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every question, tried on random ones. */
class PolicyPropertiesTest {
  private static final long SEED = 4711;
  private static final int ROUNDS = 2_000;
  private static final List<String> SCENARIOS =
      List.of(Given.CRAWL, Given.EXPLOIT, Given.LOGIN, Given.SSH, Given.SIP, "a/b", "", "pf-scan");
  private static final List<String> TARGETS =
      List.of(
          Given.ADDRESS,
          "198.51.100.0/24",
          "198.51.0.0/18",
          "2001:db8::1",
          "2001:db8::/48",
          "2001:db8::/32");
  private static final List<Origin> ORIGINS =
      List.of(Origin.CROWDSEC, Origin.CAPI, Origin.LISTS, Origin.CSCLI);

  private final Random random = new Random(SEED);

  static List<PolicyPoint> points() {
    return List.of(Given.SERVLET, Given.NFTABLES, Given.CLOUDFLARE, Given.FASTLY);
  }

  @ParameterizedTest
  @MethodSource("points")
  void enforcing_is_never_harsher_than_the_decision_nor_longer(PolicyPoint point) {
    LeastRemediation policy = Given.policy(point, anyConfig().with(PolicyMode.ENFORCE));
    for (int i = 0; i < ROUNDS; i++) {
      PolicyQuestion question = anyQuestion(anyEvidence());
      Remediation decided = point.carriedOut(question.decision().kind().remediation());

      assertThat(policy.decide(question).measures())
          .as("seed %d: %s", SEED, question)
          .isNotEmpty()
          .allSatisfy(
              measure -> {
                assertThat(Rungs.isHarsher(measure.action(), decided)).isFalse();
                assertThat(measure.until()).isBeforeOrEqualTo(question.decision().until());
                assertThat(measure.reasons()).isNotEmpty().doesNotContain("");
              });
    }
  }

  @ParameterizedTest
  @MethodSource("points")
  void measures_are_about_exactly_the_target(PolicyPoint point) {
    LeastRemediation policy = Given.enforced(point);
    for (int i = 0; i < ROUNDS; i++) {
      PolicyQuestion question = anyQuestion(anyEvidence());
      IpPrefix target = prefix(question.decision().target());

      List<IpPrefix> pieces =
          policy.decide(question).measures().stream().map(m -> prefix(m.target())).toList();

      assertThat(target.minus(pieces)).as("seed %d: %s", SEED, question).isEmpty();
      assertThat(pieces).as("seed %d: %s", SEED, question).isSorted().allMatch(target::contains);
      for (int piece = 1; piece < pieces.size(); piece++) {
        assertThat(pieces.get(piece).overlaps(pieces.get(piece - 1))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("points")
  void off_and_report_carry_out_the_decision(PolicyPoint point) {
    LeastRemediation off = Given.policy(point, Given.ENFORCED.with(PolicyMode.OFF));
    LeastRemediation report = Given.policy(point, Given.ENFORCED.with(PolicyMode.REPORT));
    LeastRemediation enforce = Given.enforced(point);
    for (int i = 0; i < ROUNDS; i++) {
      PolicyQuestion question = anyQuestion(anyEvidence());
      String decided = point.carriedOut(question.decision().kind().remediation()).word();

      assertThat(Given.effect(off, question)).isEqualTo(decided);
      assertThat(Given.effect(report, question)).isEqualTo(decided);
      assertThat(off.decide(question).assessment().softened()).isFalse();
      assertThat(report.decide(question).least()).isEqualTo(enforce.decide(question).measures());
      assertThat(report.decide(question).assessment())
          .isEqualTo(enforce.decide(question).assessment());
    }
  }

  @ParameterizedTest
  @MethodSource("points")
  void another_authority_that_calls_it_shared_never_makes_it_harsher(PolicyPoint point) {
    LeastRemediation policy = Given.enforced(point);
    for (int i = 0; i < ROUNDS; i++) {
      Evidence evidence = anyEvidence().overlapping(Map.of());
      PolicyQuestion before = anyQuestion(evidence);
      PolicyQuestion after = before.knowing(evidence.listedBy(any(SharedSource.values())));

      Measure harsher = policy.decide(before).measures().get(0);
      Measure milder = policy.decide(after).measures().get(0);

      assertThat(isAtMost(milder, harsher)).as("seed %d: %s", SEED, after).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("points")
  void a_ruling_is_the_answer_about_the_unknown(PolicyPoint point) {
    for (PolicyMode mode : PolicyMode.values()) {
      LeastRemediation policy = Given.policy(point, anyConfig().with(mode));
      for (int i = 0; i < 200; i++) {
        PolicyQuestion question = anyQuestion(Evidence.NONE).at(Surface.ANY);
        Decision decision = question.decision();
        IpPrefix target = prefix(decision.target());
        Reach reach = policy.reach(target.high(), target.low(), target.bits());

        Ruling ruling = policy.ruling(decision.kind(), reach);

        PolicyAnswer answer = policy.decide(question);
        assertThat(answer.measures())
            .containsExactly(ruling.inForce().on(decision.target(), decision, question.since()));
        assertThat(answer.assessment().softened()).isEqualTo(ruling.softens());
      }
    }
  }

  private static boolean isAtMost(Measure milder, Measure harsher) {
    return !Rungs.isHarsher(milder.action(), harsher.action())
        && (milder.action().equals(Remediation.OBSERVE)
            || (!milder.until().isAfter(harsher.until()) && touchesNoMore(milder, harsher)));
  }

  private static boolean touchesNoMore(Measure milder, Measure harsher) {
    return harsher.traffic().equals(Traffic.ALL) || harsher.traffic().equals(milder.traffic());
  }

  private PolicyConfig anyConfig() {
    return PolicyConfig.DEFAULT.respectingManualBans(random.nextBoolean()).withFloor(anyRung());
  }

  private PolicyQuestion anyQuestion(Evidence evidence) {
    Decision decision =
        Given.decision(
            random.nextInt(8) == 0 ? Remediation.of("slow_down") : anyRung(),
            any(ORIGINS),
            any(SCENARIOS),
            any(TARGETS),
            any(List.of("1m", "4h", "44d")));
    return PolicyQuestion.about(decision, NOW)
        .knowing(evidence)
        .with(any(List.of(Leases.NONE, Given.ALIVE, Given.EXPIRED)))
        .at(any(Surface.values()))
        .inForceSince(NOW.minus(Duration.ofMinutes(random.nextInt(90))));
  }

  private Evidence anyEvidence() {
    Evidence evidence =
        Evidence.NONE
            .withDiversity(random.nextInt(40))
            .withIdentities(
                new Identities(random.nextInt(12), random.nextInt(40), random.nextInt(4)));
    if (random.nextBoolean()) {
      evidence = evidence.listedBy(any(SharedSource.values()));
    }
    if (random.nextInt(4) == 0) {
      evidence = evidence.inHostingAs();
    }
    if (random.nextInt(4) == 0) {
      evidence = evidence.withSharedName();
    }
    if (random.nextInt(3) == 0) {
      Sharing earlier = any(Sharing.values());
      evidence = evidence.after(new SharingState(earlier, NOW.minusSeconds(random.nextInt(4000))));
    }
    return random.nextBoolean() ? evidence : evidence.overlapping(anyNetworks());
  }

  private Map<IpPrefix, Set<SharedSource>> anyNetworks() {
    Map<IpPrefix, Set<SharedSource>> networks = new TreeMap<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      IpPrefix network =
          random.nextInt(4) == 0
              ? IpPrefix.parse("2001:db8:0:" + random.nextInt(64) + "::/" + random.nextInt(30, 64))
              : IpPrefix.parse(
                  "198.51."
                      + random.nextInt(64)
                      + "."
                      + random.nextInt(256)
                      + "/"
                      + random.nextInt(16, 33));
      networks.put(network, Set.of(any(SharedSource.values())));
    }
    return networks;
  }

  private static IpPrefix prefix(io.gatehouse.decision.Target target) {
    return IpPrefix.parse(target.value());
  }

  private Remediation anyRung() {
    return any(Rungs.ALL);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private <T> T any(T[] values) {
    return any(List.of(values));
  }
}
