package io.gatehouse.enforce;

import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Scope;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.Traffic;
import java.util.Set;

/**
 * What an enforcement point can hold and do. Constant for the life of its enforcer.
 *
 * @param name for logs and metrics, such as {@code nftables}
 * @param layer what it sees of the traffic
 * @param capacity most targets that it can hold; {@link Long#MAX_VALUE} where only memory bounds it
 * @param expiry whether entries leave by themselves at their end
 * @param scopes what its targets may be
 * @param actions what it can do about them
 * @param traffic which restrictions to part of the traffic it can make
 */
public record EnforcerProfile(
    String name,
    Layer layer,
    long capacity,
    Expiry expiry,
    Set<Scope> scopes,
    Set<Remediation> actions,
    Set<Traffic.Kind> traffic) {

  /** Who ends an entry. */
  public enum Expiry {
    /** The point itself, at the time given when it was put in. */
    BY_ITSELF,
    /** Only a removal does. */
    BY_REMOVAL
  }

  /** Copies the sets. */
  public EnforcerProfile {
    scopes = Set.copyOf(scopes);
    actions = Set.copyOf(actions);
    traffic = Set.copyOf(traffic);
  }
}
