package io.gatehouse.policy;

import io.gatehouse.config.SettingKey;
import io.gatehouse.config.SettingTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where evidence is read from; each is optional.
 *
 * @param shared prefixes, one a line: {@link SharedSource#OPERATOR}
 * @param relay a relay's egress list, prefix first: {@link SharedSource#PUBLISHED}
 * @param geofeed RFC 8805, prefix first: {@link SharedSource#PUBLISHED}
 * @param mobileSystems AS numbers, one a line: {@link SharedSource#MOBILE_AS}
 * @param hostingSystems AS numbers, one a line: {@link Evidence#hosting}
 * @param systems database from address to AS number, in MaxMind's format
 * @param connections database from address to type of connection, in MaxMind's format: {@link
 *     SharedSource#CELLULAR}
 * @param countries database from address to country, in MaxMind's format; no evidence, but what
 *     decisions of scope Country are about: {@link GeoIp}
 */
public record EvidenceFiles(
    Optional<Path> shared,
    Optional<Path> relay,
    Optional<Path> geofeed,
    Optional<Path> mobileSystems,
    Optional<Path> hostingSystems,
    Optional<Path> systems,
    Optional<Path> connections,
    Optional<Path> countries) {
  private static final String SHARED = "files.shared";
  private static final String RELAY = "files.relay";
  private static final String GEOFEED = "files.geofeed";
  private static final String MOBILE = "files.asn-mobile";
  private static final String HOSTING = "files.asn-hosting";
  private static final String SYSTEMS = "asn-db";
  private static final String CONNECTIONS = "connection-db";

  /** No file. */
  public static final EvidenceFiles NONE =
      new EvidenceFiles(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Every key of evidence, without what stands before it. */
  public static List<SettingKey> keys() {
    return List.of(
        SettingKey.of(SHARED, "", "File of prefixes that many people share, one a line"),
        SettingKey.of(RELAY, "", "A relay's list of egress prefixes, prefix first (CSV)"),
        SettingKey.of(GEOFEED, "", "A provider's geofeed (RFC 8805) of shared addresses"),
        SettingKey.of(MOBILE, "", "File of AS numbers of mobile networks, one a line"),
        SettingKey.of(HOSTING, "", "File of AS numbers that rent out servers, one a line"),
        SettingKey.of(SYSTEMS, "", "Database of AS numbers, such as `GeoLite2-ASN.mmdb`"),
        SettingKey.of(
            CONNECTIONS,
            "",
            "Database of types of connection, such as `GeoIP2-Connection-Type.mmdb`"));
  }

  /**
   * The files that settings name; none of {@link #countries}.
   *
   * @param prefix before each key: {@code policy.}, or nothing inside that section
   */
  public static EvidenceFiles read(SettingTexts in, String prefix) {
    EvidenceFiles files =
        new EvidenceFiles(
            in.path(prefix + SHARED),
            in.path(prefix + RELAY),
            in.path(prefix + GEOFEED),
            in.path(prefix + MOBILE),
            in.path(prefix + HOSTING),
            in.path(prefix + SYSTEMS),
            in.path(prefix + CONNECTIONS),
            Optional.empty());
    boolean hasNumbers = files.mobileSystems.isPresent() || files.hostingSystems.isPresent();
    if (hasNumbers && files.systems.isEmpty()) {
      in.reject(prefix + SYSTEMS, "AS numbers say nothing without a database of them");
    }
    return files;
  }

  /** These, and a database of countries. */
  public EvidenceFiles withCountries(Optional<Path> database) {
    return new EvidenceFiles(
        shared, relay, geofeed, mobileSystems, hostingSystems, systems, connections, database);
  }

  /** All that are given. */
  List<Path> all() {
    return Stream.of(
            shared, relay, geofeed, mobileSystems, hostingSystems, systems, connections, countries)
        .flatMap(Optional::stream)
        .toList();
  }
}
