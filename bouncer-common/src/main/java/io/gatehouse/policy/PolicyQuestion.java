package io.gatehouse.policy;

import io.gatehouse.decision.Decision;
import java.time.Instant;

/**
 * What a policy is asked: everything that its answer depends on.
 *
 * @param decision what is in force for the target
 * @param evidence what is known about the target, or about the address that asks
 * @param leases what HTTP enforcers protect
 * @param surface what a request is for
 * @param since when the decision came into force here; where a measure is cut short, it ends that
 *     long after this. Asking again with the same value never prolongs it
 * @param now the moment of the question
 */
public record PolicyQuestion(
    Decision decision,
    Evidence evidence,
    Leases leases,
    Surface surface,
    Instant since,
    Instant now) {

  /** About a decision that came into force now, and a target of which nothing is known. */
  public static PolicyQuestion about(Decision decision, Instant now) {
    return new PolicyQuestion(decision, Evidence.NONE, Leases.NONE, Surface.ANY, now, now);
  }

  /** The same, and this is known. */
  public PolicyQuestion knowing(Evidence known) {
    return new PolicyQuestion(decision, known, leases, surface, since, now);
  }

  /** The same, with these leases. */
  public PolicyQuestion with(Leases held) {
    return new PolicyQuestion(decision, evidence, held, surface, since, now);
  }

  /** The same, of a request for this. */
  public PolicyQuestion at(Surface requested) {
    return new PolicyQuestion(decision, evidence, leases, requested, since, now);
  }

  /** The same, about a decision that came into force then. */
  public PolicyQuestion inForceSince(Instant then) {
    return new PolicyQuestion(decision, evidence, leases, surface, then, now);
  }
}
