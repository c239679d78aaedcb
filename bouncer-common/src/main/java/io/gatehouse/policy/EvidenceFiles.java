package io.gatehouse.policy;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where evidence is read from; each is optional.
 *
 * @param shared prefixes, one a line: {@link SharedSource#OPERATOR}
 * @param relay a relay's egress list, prefix first: {@link SharedSource#PUBLISHED}
 * @param geofeed RFC 8805, prefix first: {@link SharedSource#PUBLISHED}
 * @param mobileSystems AS numbers, one a line: {@link SharedSource#MOBILE_AS}
 * @param hostingSystems AS numbers, one a line: {@link Evidence#hosting}
 * @param systems database from address to AS number, in MaxMind's format
 */
public record EvidenceFiles(
    Optional<Path> shared,
    Optional<Path> relay,
    Optional<Path> geofeed,
    Optional<Path> mobileSystems,
    Optional<Path> hostingSystems,
    Optional<Path> systems) {
  /** No file. */
  public static final EvidenceFiles NONE =
      new EvidenceFiles(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
