package io.gatehouse.policy;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Target;
import io.gatehouse.policy.PolicyAnswer.Assessment;
import java.time.Instant;
import java.util.List;
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
  private record Slice(Target target, Rule least) {
    Measure on(PolicyQuestion question) {
      return least.on(target, question.decision(), question.since());
    }
  }

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
    return new Ruling(mode, decided(situation, List.of(least)), least);
  }

  @Override
  public PolicyAnswer decide(PolicyQuestion question) {
    Decision decision = question.decision();
    Situation situation = assessor.situation(question);
    List<Slice> slices = slices(question, situation);
    Rule decided = decided(situation, slices.stream().map(Slice::least).toList());
    boolean softened = !slices.stream().map(Slice::least).allMatch(decided::doesTheSameAs);
    List<Measure> least = slices.stream().map(slice -> slice.on(question)).toList();
    List<Measure> measures =
        mode == PolicyMode.ENFORCE
            ? least
            : List.of(new Slice(decision.target(), decided).on(question));
    return new PolicyAnswer(measures, least, assessment(question, situation, softened));
  }

  @Override
  public SharingState classed(Evidence evidence, Instant now) {
    return assessor.state(evidence, now);
  }

  private static Assessment assessment(
      PolicyQuestion question, Situation situation, boolean softened) {
    return new Assessment(
        situation.asked(),
        situation.offence(),
        situation.severity(),
        situation.standing(),
        question.evidence().estimatedUsers(),
        softened);
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
      return Reasons.asDecided(kind, situation.asked(), "the policy is off here");
    }
    if (passesUntouched(situation)) {
      return Reasons.asDecided(kind, situation.asked(), "decided by a person");
    }
    Rule rule = ladder.least(situation);
    return rule.reasons().isEmpty()
        ? Reasons.asDecided(kind, situation.asked(), situation.ground())
        : Reasons.complete(kind, situation, rule);
  }

  private boolean passesUntouched(Situation situation) {
    return mode == PolicyMode.OFF || (situation.manual() && config.respectManualBans());
  }

  /** The decision as it is; where the policy only reports, told what it makes of it. */
  private Rule decided(Situation situation, List<Rule> least) {
    Rule plain = Rule.of(situation.asked(), List.of("as decided"));
    if (least.stream().allMatch(plain::doesTheSameAs)) {
      return Rule.of(situation.asked(), least.get(0).reasons());
    }
    return mode == PolicyMode.REPORT ? Reasons.reported(situation.asked(), least) : plain;
  }
}
