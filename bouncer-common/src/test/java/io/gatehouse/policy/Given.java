package io.gatehouse.policy;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.decision.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Decisions, points and policies that the tests of this package start from. */
final class Given {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final String ADDRESS = "198.51.100.7";
  static final String CRAWL = "crowdsecurity/http-crawl-non_statics";
  static final String EXPLOIT = "crowdsecurity/http-cve-2021-41773";
  static final String LOGIN = "crowdsecurity/http-generic-bf";
  static final String SSH = "crowdsecurity/ssh-bf";
  static final String SIP = "someone/sip-scan";

  static final PolicyPoint SERVLET =
      new PolicyPoint(Layer.HTTP, Set.copyOf(Rungs.ALL), Set.of(), Remediation.BAN);
  static final PolicyPoint NFTABLES =
      new PolicyPoint(
          Layer.L4, Set.of(Remediation.BAN), Set.of(Traffic.Kind.values()), Remediation.OBSERVE);
  static final PolicyPoint CLOUDFLARE =
      new PolicyPoint(
          Layer.EDGE,
          Set.of(Remediation.BAN, Remediation.CAPTCHA, Remediation.CHALLENGE),
          Set.of(),
          Remediation.BAN);
  static final PolicyPoint FASTLY =
      new PolicyPoint(
          Layer.EDGE, Set.of(Remediation.BAN, Remediation.THROTTLE), Set.of(), Remediation.BAN);

  static final PolicyConfig ENFORCED = PolicyConfig.DEFAULT.with(PolicyMode.ENFORCE);
  static final Leases ALIVE = new Leases(Map.of(80, NOW.plusSeconds(10), 443, NOW.plusSeconds(10)));
  static final Leases EXPIRED = new Leases(Map.of(80, NOW, 443, NOW));

  private Given() {}

  static Decision ban(String scenario) {
    return decision(Remediation.BAN, Origin.CROWDSEC, scenario, ADDRESS, "4h");
  }

  static Decision ban(String scenario, String value) {
    return decision(Remediation.BAN, Origin.CROWDSEC, scenario, value, "4h");
  }

  static Decision captcha(String scenario) {
    return decision(Remediation.CAPTCHA, Origin.CROWDSEC, scenario, ADDRESS, "4h");
  }

  static Decision manualBan(String scenario) {
    return decision(Remediation.BAN, Origin.CSCLI, scenario, ADDRESS, "4h");
  }

  static Decision decision(
      Remediation type, Origin origin, String scenario, String value, String duration) {
    return new Decision(
        1,
        new DecisionKind(type, origin, scenario),
        Target.of(value.contains("/") ? Scope.RANGE : Scope.IP, value),
        NOW.plus(GoDuration.parse(duration)));
  }

  static Evidence listed(SharedSource source) {
    return Evidence.NONE.listedBy(source);
  }

  static Evidence verified(int identities) {
    return Evidence.NONE.withIdentities(new Identities(identities, 0, 0));
  }

  static PolicyQuestion about(Decision decision, Evidence evidence) {
    return PolicyQuestion.about(decision, NOW).knowing(evidence);
  }

  static LeastRemediation enforced(PolicyPoint point) {
    return policy(point, ENFORCED);
  }

  static LeastRemediation policy(PolicyPoint point, PolicyConfig config) {
    return new LeastRemediation(point, config, ScenarioClassifier.BUILT_IN);
  }

  /** What is carried out, in words: {@code ban only [udp/5060] for 10m0s}. */
  static String effect(RemediationPolicy policy, PolicyQuestion question) {
    return policy.decide(question).measures().stream()
        .map(measure -> effect(measure, question.decision()))
        .collect(Collectors.joining("; "));
  }

  static String effect(Measure measure, Decision decision) {
    StringBuilder text = new StringBuilder();
    if (!measure.target().equals(decision.target())) {
      text.append(measure.target().value()).append(' ');
    }
    text.append(measure.action());
    if (!measure.traffic().equals(Traffic.ALL)) {
      text.append(' ').append(measure.traffic());
    }
    if (!measure.until().equals(decision.until())) {
      Duration left = Duration.between(NOW, measure.until());
      text.append(" for ").append(GoDuration.format(left));
    }
    return text.toString();
  }
}
