package io.gatehouse.request;

import io.gatehouse.decision.Remediation;

/**
 * What the pass in a request is worth: that it is genuine, unexpired and its visitor's own was seen
 * to before.
 *
 * @param id stands for its holder
 * @param worth the harshest question that it answers; {@link Remediation#THROTTLE} for a holder who
 *     was let through only to be slowed down; {@link Remediation#OBSERVE} for no pass
 * @param verified whether a person was told from a machine for it
 * @param place where it is shown
 */
public record PassClaim(String id, Remediation worth, boolean verified, Place place) {

  /** Where a pass is shown. */
  public enum Place {
    /** Where it was given. */
    HOME,
    /** Elsewhere in the same network. */
    SAME_NETWORK,
    /** Somewhere else. */
    ELSEWHERE
  }

  /** No pass. */
  public static final PassClaim NONE = new PassClaim("", Remediation.OBSERVE, false, Place.HOME);

  /** Whether there is a pass. */
  public boolean isPresent() {
    return !id.isEmpty();
  }
}
