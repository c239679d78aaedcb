package io.gatehouse.policy;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Remediation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes what led to a rule, for people. What came from the wire (types, scenarios) stays out of
 * it: whoever shows a measure has it as the attribution.
 */
final class Reasons {
  private Reasons() {}

  /** The rule that leaves a decision as it is, for this cause. */
  static Rule asDecided(DecisionKind kind, Remediation asked, String cause) {
    List<String> reasons = replacement(kind, asked);
    reasons.add(cause + ": as decided");
    return Rule.of(asked, reasons);
  }

  /** The same rule, with what was found before the ladder's own steps. */
  static Rule complete(DecisionKind kind, Situation situation, Rule rule) {
    List<String> reasons = replacement(kind, situation.asked());
    reasons.add(situation.ground());
    reasons.add(accusation(situation));
    reasons.addAll(rule.reasons());
    return new Rule(rule.action(), rule.traffic(), rule.cap(), reasons);
  }

  /** The rule that leaves a decision as it is, and tells what would be done instead. */
  static Rule reported(Remediation asked, List<Rule> least) {
    List<String> reasons = new ArrayList<>();
    reasons.add("the policy only reports here: as decided");
    least.stream()
        .map(rule -> "would be " + rule.effect() + ": " + String.join("; ", rule.reasons()))
        .distinct()
        .forEach(reasons::add);
    return Rule.of(asked, reasons);
  }

  private static List<String> replacement(DecisionKind kind, Remediation asked) {
    List<String> reasons = new ArrayList<>();
    if (!kind.remediation().equals(asked)) {
      reasons.add("this type of decision cannot be carried out here: " + asked);
    }
    return reasons;
  }

  private static String accusation(Situation situation) {
    String kind = situation.offence().kind().name().toLowerCase(Locale.ROOT);
    return kind + " offence, severity " + situation.severity();
  }
}
