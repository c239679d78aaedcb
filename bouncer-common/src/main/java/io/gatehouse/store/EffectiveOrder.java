package io.gatehouse.store;

import io.gatehouse.decision.Remediation;

/**
 * Which remediation counts at an enforcement point when several decisions are about one target.
 * Pure.
 */
@FunctionalInterface
public interface EffectiveOrder {
  /** The rank of a remediation that the point leaves out of account. */
  int IGNORED = -1;

  /** The higher one counts; of equal ones the decision that ends last. {@link #IGNORED} never. */
  int rank(Remediation remediation);

  /** Every remediation counts by its severity; a word without one counts as this one. */
  static EffectiveOrder bySeverity(Remediation fallback) {
    int unknown = fallback.severity().orElse(IGNORED);
    return remediation -> remediation.severity().orElse(unknown);
  }
}
