package io.gatehouse.policy;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.net.PrefixTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Evidence from lists of shared networks. Immutable; any thread.
 *
 * <p>Of 100.64.0.0/10 (RFC 6598) only the operator's own word counts: who is seen with such an
 * address is on an overlay or inside the provider's network, and not behind a carrier's NAT.
 */
public final class SharedNetworks implements NetworkEvidence {
  /** No lists. */
  public static final SharedNetworks NONE = new SharedNetworks(Map.of());

  private static final IpPrefix BEFORE_CARRIER_NAT = IpPrefix.parse("100.64.0.0/10");

  private final PrefixTable<Set<SharedSource>> networks;

  private SharedNetworks(Map<IpPrefix, Set<SharedSource>> networks) {
    this.networks = PrefixTable.of(networks);
  }

  /** The lists by who made them. */
  public static SharedNetworks of(Map<SharedSource, List<IpPrefix>> lists) {
    Map<IpPrefix, Set<SharedSource>> networks = new TreeMap<>();
    lists.forEach(
        (source, prefixes) ->
            prefixes.stream()
                .filter(prefix -> counts(source, prefix))
                .forEach(
                    prefix ->
                        networks
                            .computeIfAbsent(prefix, any -> EnumSet.noneOf(SharedSource.class))
                            .add(source)));
    return new SharedNetworks(networks);
  }

  private static boolean counts(SharedSource source, IpPrefix prefix) {
    return source == SharedSource.OPERATOR || !BEFORE_CARRIER_NAT.contains(prefix);
  }

  /** How many networks there are. */
  public int size() {
    return networks.size();
  }

  /**
   * Whether anything is known of this prefix, so that {@link #about(IpPrefix)} is worth asking.
   * Allocates nothing.
   */
  public boolean knows(long high, long low, int bits) {
    return networks.overlapsAny(high, low, bits);
  }

  @Override
  public Evidence about(IpAddress address) {
    return listed(networks.covering(address));
  }

  /**
   * What is known of a prefix: who says that all of it is shared, and which shared networks overlap
   * it. {@link Evidence#NONE} where that is nothing.
   */
  public Evidence about(IpPrefix prefix) {
    List<IpPrefix> overlapping = networks.overlapping(prefix);
    if (overlapping.isEmpty()) {
      return Evidence.NONE;
    }
    Map<IpPrefix, Set<SharedSource>> found = new TreeMap<>();
    overlapping.forEach(network -> found.put(network, networks.at(network).orElse(Set.of())));
    List<Set<SharedSource>> covering =
        found.keySet().stream()
            .filter(network -> network.contains(prefix))
            .map(found::get)
            .toList();
    return prefix.isHost() ? listed(covering) : listed(covering).overlapping(found);
  }

  private static Evidence listed(List<Set<SharedSource>> covering) {
    Evidence evidence = Evidence.NONE;
    for (Set<SharedSource> sources : covering) {
      evidence = evidence.listedBy(sources);
    }
    return evidence;
  }
}
