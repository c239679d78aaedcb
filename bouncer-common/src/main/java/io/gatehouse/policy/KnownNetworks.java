package io.gatehouse.policy;

import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param countries from address to country
 */
record KnownNetworks(
    SharedNetworks listed,
    Set<Long> mobile,
    Set<Long> hosting,
    Optional<MaxMindFile> systems,
    Optional<MaxMindFile> connections,
    Optional<MaxMindFile> countries)
    implements NetworkEvidence, GeoIp {
  /** Nothing. */
  static final KnownNetworks NONE =
      new KnownNetworks(
          SharedNetworks.NONE,
          Set.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final String SYSTEM = "autonomous_system_number";
  private static final String CONNECTION = "connection_type";
  private static final String CELLULAR = "Cellular";

  /** The first that names a country counts, as upstream has it (repo:crowdsec:pkg/exprhelpers). */
  private static final List<String> COUNTRIES =
      List.of("country", "registered_country", "represented_country");

  private static final String CODE = "iso_code";

  /** Copies the numbers. */
  KnownNetworks {
    mobile = Set.copyOf(mobile);
    hosting = Set.copyOf(hosting);
  }

  @Override
  public Evidence about(IpAddress address) {
    Evidence evidence = listed.about(address);
    Optional<Long> system = systemOf(address);
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

  @Override
  public List<Target> targetsOf(IpAddress address) {
    List<Target> targets = new ArrayList<>(2);
    countries.flatMap(file -> country(file, address)).ifPresent(targets::add);
    systemOf(address).map(Target.AutonomousSystem::new).ifPresent(targets::add);
    return targets;
  }

  /** The number of the AS that an address is in. */
  Optional<Long> systemOf(IpAddress address) {
    return systems.flatMap(file -> number(file, address));
  }

  private static Optional<Target> country(MaxMindFile file, IpAddress address) {
    return COUNTRIES.stream()
        .map(name -> file.field(address, name))
        .flatMap(Optional::stream)
        .filter(Map.class::isInstance)
        .map(country -> ((Map<?, ?>) country).get(CODE))
        .filter(String.class::isInstance)
        .findFirst()
        .map(code -> new Target.Country((String) code));
  }

  private static Optional<Long> number(MaxMindFile file, IpAddress address) {
    return file.field(address, SYSTEM)
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).longValue());
  }
}
