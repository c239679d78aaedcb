package io.gatehouse.policy;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.policy.Situation.Part;
import java.time.Instant;
import java.util.Set;

/** Turns a question into the {@link Situation} that it is about. */
final class Assessor {
  private final PolicyPoint point;
  private final PolicyConfig config;
  private final ScenarioClassifier classifier;

  Assessor(PolicyPoint point, PolicyConfig config, ScenarioClassifier classifier) {
    this.point = point;
    this.config = config;
    this.classifier = classifier;
  }

  /** Somebody of whom nothing is known. */
  Situation unknown(DecisionKind kind, Reach reach) {
    return situation(kind, reach, Evidence.NONE, Surface.ANY, Set.of(), Instant.EPOCH);
  }

  Situation situation(PolicyQuestion question) {
    return situation(
        question.decision().kind(),
        config.packets().reach(question.decision().target()),
        question.evidence(),
        question.surface(),
        question.leases().alive(question.now()),
        question.now());
  }

  /** What a shared network within a range is taken for. */
  Standing standing(Set<SharedSource> sources, Evidence around) {
    Evidence own = around.hosting() ? Evidence.NONE.inHostingAs() : Evidence.NONE;
    return standing(own.listedBy(sources), Instant.EPOCH);
  }

  private Situation situation(
      DecisionKind kind,
      Reach reach,
      Evidence evidence,
      Surface surface,
      Set<Integer> leasedPorts,
      Instant now) {
    Offence offence =
        config.respectManualBans() ? classifier.classify(kind) : classifier.classifyUnsigned(kind);
    Standing standing = standing(evidence, now);
    return new Situation(
        point.carriedOut(kind.remediation()),
        offence,
        offence.kind().severity(point.layer(), surface),
        kind.origin().isManual(),
        reach,
        Part.WHOLE,
        standing,
        evidence.identities().mostlyRevoked(),
        leasedPorts,
        ground(evidence, standing));
  }

  private Standing standing(Evidence evidence, Instant now) {
    Score score = score(evidence);
    return Standing.of(sharing(score.total(), evidence, now), sharing(score.firm(), evidence, now));
  }

  /** The class of an address now, for {@link Evidence#after} the next time. */
  SharingState state(Evidence evidence, Instant now) {
    double score = score(evidence).total();
    return evidence
        .earlier()
        .map(state -> state.next(score, now, config.thresholds()))
        .orElseGet(() -> SharingState.first(score, now, config.thresholds()));
  }

  private Sharing sharing(double score, Evidence evidence, Instant now) {
    SharingThresholds thresholds = config.thresholds();
    return evidence
        .earlier()
        .map(state -> state.next(score, now, thresholds).sharing())
        .orElseGet(() -> thresholds.classify(score));
  }

  private Score score(Evidence evidence) {
    return Score.of(evidence, config.weights(), point.layer());
  }

  private String ground(Evidence evidence, Standing standing) {
    return evidence.equals(Evidence.NONE)
        ? "no evidence"
        : standing + " address, " + score(evidence);
  }
}
