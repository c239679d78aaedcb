package io.gatehouse.policy;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.policy.PolicyAnswer.Assessment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The product's policy: how likely it is that many share the address ({@link Score}), what the
 * decision holds against it ({@link ScenarioClassifier}), and from both, down the {@link Ladder} of
 * the point's layer.
 *
 * <p>A decision passes as it is where nothing is known of its target; but even then an offence with
 * a forgeable source is no ground for a ban, nor a very wide range for dropping packets.
 */
public final class LeastRemediation implements RemediationPolicy {
  private final PolicyConfig config;
  private final PolicyMode mode;
  private final Assessor assessor;
  private final Ladder ladder;

  /** The policy at one enforcement point. */
  public LeastRemediation(PolicyPoint point, PolicyConfig config, ScenarioClassifier classifier) {
    this.config = config;
    this.mode = config.mode(point.layer());
    this.assessor = new Assessor(point, config, classifier);
    this.ladder =
        point.layer() == Layer.L4
            ? new PacketLadder(point, config)
            : new RequestLadder(point, config);
  }

  /** A part of the target, and the least that does the job there. */
  private record Slice(Target target, Rule least) {}

  @Override
  public PolicyMode mode() {
    return mode;
  }

  @Override
  public Reach reach(long high, long low, int bits) {
    return config.packets().reach(high, low, bits);
  }

  @Override
  public Ruling ruling(DecisionKind kind, Reach reach) {
    Situation situation = assessor.unknown(kind, reach);
    Rule least = least(kind, situation);
    return new Ruling(mode, decided(situation.asked(), List.of(least)), least);
  }

  @Override
  public PolicyAnswer decide(PolicyQuestion question) {
    Decision decision = question.decision();
    Situation situation = assessor.situation(question);
    List<Slice> slices = slices(question, situation);
    Rule decided = decided(situation.asked(), slices.stream().map(Slice::least).toList());
    List<Measure> least =
        slices.stream()
            .map(slice -> slice.least().on(slice.target(), decision, question.since()))
            .toList();
    List<Measure> measures =
        mode == PolicyMode.ENFORCE
            ? least
            : List.of(decided.on(decision.target(), decision, question.since()));
    return new PolicyAnswer(
        measures,
        least,
        new Assessment(
            situation.asked(),
            situation.offence(),
            situation.severity(),
            situation.standing(),
            question.evidence().estimatedUsers(),
            !slices.stream().allMatch(slice -> slice.least().doesTheSameAs(decided))));
  }

  private List<Slice> slices(PolicyQuestion question, Situation situation) {
    DecisionKind kind = question.decision().kind();
    Evidence evidence = question.evidence();
    boolean whole =
        evidence.overlapping().isEmpty()
            || situation.reach() == Reach.ADDRESS
            || passesUntouched(situation)
            || !ladder.takesApart(situation);
    if (whole || !(question.decision().target() instanceof Target.Prefix range)) {
      return List.of(new Slice(question.decision().target(), least(kind, situation)));
    }
    return RangeParts.of(
            range.prefix(), evidence.overlapping().keySet(), config.packets().mostPieces())
        .stream()
        .map(piece -> slice(kind, situation, piece, evidence))
        .toList();
  }

  private Slice slice(
      DecisionKind kind, Situation situation, RangeParts.Piece piece, Evidence evidence) {
    Standing standing =
        switch (piece.part()) {
          case WHOLE, REST -> situation.standing();
          case SHARED_NETWORK, TANGLED -> assessor.standing(sources(piece, evidence), evidence);
        };
    return new Slice(
        new Target.Prefix(piece.prefix()), least(kind, situation.of(piece.part(), standing)));
  }

  private static Set<SharedSource> sources(RangeParts.Piece piece, Evidence evidence) {
    return evidence.overlapping().entrySet().stream()
        .filter(network -> network.getKey().overlaps(piece.prefix()))
        .flatMap(network -> network.getValue().stream())
        .collect(Collectors.toSet());
  }

  private Rule least(DecisionKind kind, Situation situation) {
    if (mode == PolicyMode.OFF) {
      return asDecided(kind, situation, "the policy is off here");
    }
    if (passesUntouched(situation)) {
      return asDecided(kind, situation, "decided by a person");
    }
    Rule rule = ladder.least(situation);
    if (rule.reasons().isEmpty()) {
      return asDecided(kind, situation, situation.ground());
    }
    List<String> reasons = before(kind, situation);
    reasons.add(situation.ground());
    reasons.add(accusation(situation));
    reasons.addAll(rule.reasons());
    return new Rule(rule.action(), rule.traffic(), rule.cap(), reasons);
  }

  private boolean passesUntouched(Situation situation) {
    return mode == PolicyMode.OFF || (situation.manual() && config.respectManualBans());
  }

  private static Rule asDecided(DecisionKind kind, Situation situation, String because) {
    List<String> reasons = before(kind, situation);
    reasons.add(because + ": as decided");
    return Rule.of(situation.asked(), reasons);
  }

  /** The decision's own word stays out of it: it comes from the wire, in any length. */
  private static List<String> before(DecisionKind kind, Situation situation) {
    List<String> reasons = new ArrayList<>();
    if (!kind.remediation().equals(situation.asked())) {
      reasons.add("this type of decision cannot be carried out here: " + situation.asked());
    }
    return reasons;
  }

  private static String accusation(Situation situation) {
    String kind = situation.offence().kind().name().toLowerCase(Locale.ROOT);
    return kind + " offence, severity " + situation.severity();
  }

  /** The decision as it is, told what the policy makes of it instead. */
  private Rule decided(Remediation asked, List<Rule> least) {
    Rule plain = Rule.of(asked, List.of("as decided"));
    if (least.stream().allMatch(plain::doesTheSameAs)) {
      return Rule.of(asked, least.get(0).reasons());
    }
    if (mode == PolicyMode.ENFORCE) {
      return plain;
    }
    List<String> reasons = new ArrayList<>();
    reasons.add("the policy only reports here: as decided");
    least.stream()
        .map(rule -> "would be " + rule.effect() + ": " + String.join("; ", rule.reasons()))
        .distinct()
        .forEach(reasons::add);
    return Rule.of(asked, reasons);
  }
}
