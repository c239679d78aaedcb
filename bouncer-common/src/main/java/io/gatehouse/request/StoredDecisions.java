package io.gatehouse.request;

import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.GeoIp;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.store.EffectiveOrder;
import io.gatehouse.store.InForce;
import java.util.List;
import java.util.Optional;

/**
 * Decisions that a stream or a file has put into a store. They are not available until a whole pull
 * was taken in; after that a LAPI that is away changes nothing, as each ends on its own time.
 */
public final class StoredDecisions implements Decisions {
  private final DecisionStore store;
  private final GeoIp geoIp;
  private final EffectiveOrder order;

  /** Set once the store is complete, which it then stays. */
  private volatile boolean complete;

  /**
   * Those of this store.
   *
   * @param geoIp where decisions about countries and autonomous systems apply
   */
  public StoredDecisions(DecisionStore store, GeoIp geoIp, EffectiveOrder order) {
    this.store = store;
    this.geoIp = geoIp;
    this.order = order;
  }

  @Override
  public boolean mayConcern(long high, long low) {
    return !isComplete() || store.mayConcern(high, low) || mayBeNamed();
  }

  /** Where an address is costs more to find out than the caller has time for. */
  private boolean mayBeNamed() {
    return geoIp != GeoIp.NONE && store.holdsNamed();
  }

  @Override
  public Optional<InForce> inForce(IpAddress address) throws DecisionsUnavailableException {
    Optional<InForce> found = store.inForce(address, partOf(address), order);
    if (found.isEmpty() && !isComplete()) {
      throw new DecisionsUnavailableException("no pull has succeeded yet");
    }
    return found;
  }

  private List<Target> partOf(IpAddress address) {
    return mayBeNamed() ? geoIp.targetsOf(address) : List.of();
  }

  private boolean isComplete() {
    if (!complete) {
      complete = store.isComplete();
    }
    return complete;
  }
}
