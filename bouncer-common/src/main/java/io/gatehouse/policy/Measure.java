package io.gatehouse.policy;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import java.time.Instant;
import java.util.List;

/**
 * What an enforcement point is asked to do about one target, and why.
 *
 * @param target whom it concerns
 * @param action what to do; {@link Remediation#OBSERVE} means to let it pass
 * @param traffic which of its traffic
 * @param until when it ends, in whole seconds
 * @param attribution the decision's kind, which counters are kept by
 * @param reasons what led from the decision to this, in order, for people; never empty
 */
public record Measure(
    Target target,
    Remediation action,
    Traffic traffic,
    Instant until,
    DecisionKind attribution,
    List<String> reasons) {

  /** Copies the reasons. */
  public Measure {
    reasons = List.copyOf(reasons);
  }
}
