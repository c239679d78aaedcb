package io.gatehouse.policy;

import io.gatehouse.net.IpPrefix;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known about who is behind an address or prefix. Everything is optional.
 *
 * @param sources who says that all of it is shared
 * @param hosting whether its AS rents out servers, which nobody shares
 * @param identities clients told apart by passes and logins
 * @param diversity about how many different browsers showed up, as they say of themselves; easily
 *     forged
 * @param sharedName whether its forward-confirmed name speaks of NAT or a mobile network; the
 *     owner's word
 * @param overlapping of a range: the shared networks inside or around it, and who says so
 * @param earlier how it was classed before, where somebody keeps that
 */
public record Evidence(
    Set<SharedSource> sources,
    boolean hosting,
    Identities identities,
    int diversity,
    boolean sharedName,
    SortedMap<IpPrefix, Set<SharedSource>> overlapping,
    Optional<SharingState> earlier) {

  /** Nothing is known. */
  public static final Evidence NONE =
      new Evidence(
          Set.of(),
          false,
          Identities.NONE,
          0,
          false,
          Collections.emptySortedMap(),
          Optional.empty());

  /** Copies the collections. */
  public Evidence {
    sources = Set.copyOf(sources);
    overlapping = Collections.unmodifiableSortedMap(new TreeMap<>(overlapping));
  }

  /** The same, and all of it is shared according to this source. */
  public Evidence listedBy(SharedSource source) {
    return listedBy(Set.of(source));
  }

  Evidence listedBy(Set<SharedSource> more) {
    return new Evidence(
        union(sources, more), hosting, identities, diversity, sharedName, overlapping, earlier);
  }

  /** The same, in an AS that rents out servers. */
  public Evidence inHostingAs() {
    return new Evidence(sources, true, identities, diversity, sharedName, overlapping, earlier);
  }

  /** The same with these identities instead. */
  public Evidence withIdentities(Identities found) {
    return new Evidence(sources, hosting, found, diversity, sharedName, overlapping, earlier);
  }

  /** The same with this many different browsers instead. */
  public Evidence withDiversity(int browsers) {
    return new Evidence(sources, hosting, identities, browsers, sharedName, overlapping, earlier);
  }

  /** The same, with a name that speaks of sharing. */
  public Evidence withSharedName() {
    return new Evidence(sources, hosting, identities, diversity, true, overlapping, earlier);
  }

  /** The same range with these shared networks in or around it instead. */
  public Evidence overlapping(Map<IpPrefix, Set<SharedSource>> networks) {
    return new Evidence(
        sources, hosting, identities, diversity, sharedName, new TreeMap<>(networks), earlier);
  }

  /** The same, and classed so before. */
  public Evidence after(SharingState state) {
    return new Evidence(
        sources, hosting, identities, diversity, sharedName, overlapping, Optional.of(state));
  }

  /** What either knows; of two counts the higher, of two earlier states this one's. */
  public Evidence and(Evidence other) {
    TreeMap<IpPrefix, Set<SharedSource>> networks = new TreeMap<>(overlapping);
    other.overlapping.forEach((prefix, who) -> networks.merge(prefix, who, Evidence::union));
    return new Evidence(
        union(sources, other.sources),
        hosting || other.hosting,
        identities.or(other.identities),
        Math.max(diversity, other.diversity),
        sharedName || other.sharedName,
        networks,
        earlier.or(other::earlier));
  }

  /** About how many people are behind it, at least one; for reports only. */
  public int estimatedUsers() {
    return Math.max(1, Math.max(identities.verified(), Math.round(0.5f * diversity)));
  }

  private static Set<SharedSource> union(Set<SharedSource> one, Set<SharedSource> other) {
    EnumSet<SharedSource> both = EnumSet.noneOf(SharedSource.class);
    both.addAll(one);
    both.addAll(other);
    return both;
  }
}
