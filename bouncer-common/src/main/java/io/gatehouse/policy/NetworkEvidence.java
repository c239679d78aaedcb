package io.gatehouse.policy;

import io.gatehouse.net.IpAddress;

/** What is known of the network that an address is in. Any thread. */
@FunctionalInterface
public interface NetworkEvidence {

  /** What is known; {@link Evidence#NONE} where that is nothing. */
  Evidence about(IpAddress address);
}
