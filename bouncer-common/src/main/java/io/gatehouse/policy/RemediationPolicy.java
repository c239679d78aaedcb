package io.gatehouse.policy;

import io.gatehouse.decision.DecisionKind;
import java.time.Instant;

/**
 * The least remediation that does the job at one enforcement point. Pure: the same question has the
 * same answer, whoever asks and whenever; so it may be asked on any thread, and the answer kept
 * until the decision, the evidence, a lease or the configuration changes.
 *
 * <p>An answer is never harsher than the decision, as far as the point can carry that out, and
 * never lasts longer.
 */
public interface RemediationPolicy {

  /** How far the point follows: whether {@link PolicyAnswer#least} is carried out or only told. */
  PolicyMode mode();

  /**
   * What becomes of every decision of this kind and reach about whose target nothing is known. It
   * is what {@link #decide} answers then, without its target and times: a caller with a million
   * decisions keeps one for each kind and reach.
   */
  Ruling ruling(DecisionKind kind, Reach reach);

  /**
   * How far a prefix reaches, for {@link #ruling}. Allocates nothing.
   *
   * @param high see {@link io.gatehouse.net.IpPrefix#high()}
   * @param low see {@link io.gatehouse.net.IpPrefix#low()}
   * @param bits see {@link io.gatehouse.net.IpPrefix#bits()}
   */
  Reach reach(long high, long low, int bits);

  /**
   * How an address is classed by this evidence; for whoever keeps that as {@link Evidence#earlier}
   * for the next question about it.
   */
  SharingState classed(Evidence evidence, Instant now);

  /** What becomes of one decision. */
  PolicyAnswer decide(PolicyQuestion question);
}
