package io.gatehouse.request;

import io.gatehouse.net.IpAddress;
import io.gatehouse.store.InForce;
import java.util.Optional;

/** Where decisions about addresses are looked up. Thread-safe. */
public interface Decisions {

  /**
   * Whether {@link #inForce} is worth asking about the address of these numbers; where this is
   * false, nothing was decided. Never waits and allocates nothing.
   */
  boolean mayConcern(long high, long low);

  /**
   * The decision that counts for an address.
   *
   * @throws DecisionsUnavailableException if nobody can say
   */
  Optional<InForce> inForce(IpAddress address) throws DecisionsUnavailableException;
}
