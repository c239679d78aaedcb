package io.gatehouse.policy;

import io.gatehouse.decision.Remediation;
import java.util.List;

/**
 * What a policy makes of one decision. The measures of each list together are about the whole
 * target, in address order: one, unless a range was taken apart. Those that {@link
 * Remediation#OBSERVE} tell what is let pass.
 *
 * @param measures what to carry out
 * @param least what would be carried out if the policy were enforced; the same where it is
 * @param assessment what the decision and its target were taken for
 */
public record PolicyAnswer(List<Measure> measures, List<Measure> least, Assessment assessment) {

  /**
   * What the decision and its target were taken for.
   *
   * @param decided what the decision asks for, as far as the point can do it
   * @param offence what it holds against the target
   * @param severity of the offence at the point's layer
   * @param standing of the target
   * @param estimatedUsers about how many people are behind the target, at least one
   * @param softened whether the policy comes to less than was decided, carried out or not
   */
  public record Assessment(
      Remediation decided,
      Offence offence,
      Severity severity,
      Standing standing,
      int estimatedUsers,
      boolean softened) {}

  /** Copies the lists. */
  public PolicyAnswer {
    measures = List.copyOf(measures);
    least = List.copyOf(least);
  }

  /** Whether the policy is not carried out here, and would have come to less. */
  public boolean onlyReported() {
    return assessment.softened() && !measures.equals(least);
  }

  /**
   * What is done instead to a client that cannot answer a question, such as an API client: see
   * {@link PolicyPoint#withoutQuestion}.
   *
   * @param action of the measure that would apply to it
   */
  public Remediation withoutQuestion(Remediation action) {
    return PolicyPoint.withoutQuestion(action, assessment.standing(), assessment.severity());
  }
}
