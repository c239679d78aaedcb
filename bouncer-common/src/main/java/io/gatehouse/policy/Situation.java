package io.gatehouse.policy;

import io.gatehouse.decision.Remediation;
import java.util.Set;

/**
 * Everything that a {@link Ladder} looks at.
 *
 * @param asked what the decision asks for, as far as the point can do it
 * @param offence what it holds against the target
 * @param severity of the offence at this layer
 * @param manual whether a person decided
 * @param reach of the decision
 * @param part which part of the decision's range this is about
 * @param standing of the target
 * @param unruly whether most of the target's identities were revoked
 * @param leasedPorts TCP ports that an HTTP enforcer protects
 * @param ground what the standing rests on, for people
 */
record Situation(
    Remediation asked,
    Offence offence,
    Severity severity,
    boolean manual,
    Reach reach,
    Part part,
    Standing standing,
    boolean unruly,
    Set<Integer> leasedPorts,
    String ground) {

  /** What a range may be taken apart into. */
  enum Part {
    /** All of the target. */
    WHOLE,
    /** What is left without the shared networks. */
    REST,
    /** A shared network. */
    SHARED_NETWORK,
    /** All of a range with shared networks in so many places that it cannot be taken apart. */
    TANGLED
  }

  Situation of(Part other, Standing theirs) {
    return new Situation(
        asked, offence, severity, manual, reach, other, theirs, unruly, leasedPorts, ground);
  }

  /** Whether so many addresses are meant that no machine's word is enough to shut them out. */
  boolean isTooWide() {
    return reach == Reach.WIDE && !manual;
  }
}
