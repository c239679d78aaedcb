package io.gatehouse.enforce;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Remediation;
import io.gatehouse.policy.Traffic;

/**
 * What many measures have in common.
 *
 * @param action what to do
 * @param traffic about which traffic
 * @param attribution the kind of decision it comes from
 */
public record MeasureKind(Remediation action, Traffic traffic, DecisionKind attribution) {}
