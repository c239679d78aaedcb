package io.gatehouse.policy;

import io.gatehouse.net.IpAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Evidence from files: lists of networks, and databases of who runs them. Immutable.
 *
 * @param listed prefixes
 * @param mobile AS numbers of mobile networks
 * @param hosting AS numbers that rent out servers
 * @param systems from address to AS number
 * @param connections from address to type of connection
 */
record KnownNetworks(
    SharedNetworks listed,
    Set<Long> mobile,
    Set<Long> hosting,
    Optional<MaxMindFile> systems,
    Optional<MaxMindFile> connections)
    implements NetworkEvidence {
  /** Nothing. */
  static final KnownNetworks NONE =
      new KnownNetworks(
          SharedNetworks.NONE, Set.of(), Set.of(), Optional.empty(), Optional.empty());

  private static final String SYSTEM = "autonomous_system_number";
  private static final String CONNECTION = "connection_type";
  private static final String CELLULAR = "Cellular";

  /** Copies the numbers. */
  KnownNetworks {
    mobile = Set.copyOf(mobile);
    hosting = Set.copyOf(hosting);
  }

  @Override
  public Evidence about(IpAddress address) {
    Evidence evidence = listed.about(address);
    Optional<Long> system = systems.flatMap(file -> number(file, address));
    if (system.filter(mobile::contains).isPresent()) {
      evidence = evidence.listedBy(SharedSource.MOBILE_AS);
    }
    if (system.filter(hosting::contains).isPresent()) {
      evidence = evidence.inHostingAs();
    }
    return connections
            .flatMap(file -> file.field(address, CONNECTION))
            .filter(CELLULAR::equals)
            .isPresent()
        ? evidence.listedBy(SharedSource.CELLULAR)
        : evidence;
  }

  private static Optional<Long> number(MaxMindFile file, IpAddress address) {
    return file.field(address, SYSTEM)
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).longValue());
  }
}
