package io.gatehouse.firewall.nftables;

import io.gatehouse.net.IpPrefix;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is in the kernel, told by what it acknowledged and confirmed by its generation number.
 *
 * @param basis whose measures it is; empty where it is not known, and all must be put in anew
 * @param inForce whether rules look at them
 * @param generation number of the maps; of the ones to come where the basis is not known
 * @param guarded the addresses spared
 */
record Observation(OptionalLong basis, boolean inForce, int generation, List<IpPrefix> guarded) {
  Observation {
    guarded = List.copyOf(guarded);
  }
}
