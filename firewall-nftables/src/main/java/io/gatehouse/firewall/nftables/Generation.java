package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All maps that are filled and put in force together. A new one is built beside the one in force,
 * and replaces it in one transaction. Loop thread only.
 */
final class Generation {
  private static final Comparator<BanMap> HOSTS_FIRST_THEN_NARROW =
      Comparator.comparing((BanMap map) -> map.key().traffic().kind())
          .thenComparing(map -> map.family())
          .thenComparing(map -> -map.key().bits())
          .thenComparing(BanMap::name);

  private final int number;
  private final Layout layout;
  private final Map<BanMap.Key, BanMap> maps = new LinkedHashMap<>();
  private final @Nullable BanMap[] forAllIpv4 = new BanMap[129];
  private final @Nullable BanMap[] forAllIpv6 = new BanMap[129];
  private final OriginTallies tallies = new OriginTallies();
  private final Sample sample = new Sample();
  private final Set<IpPrefix> refused = new HashSet<>();
  private int restrictions;

  Generation(int number, Layout layout) {
    this.number = number;
    this.layout = layout;
    for (Place place : layout.places()) {
      map(place.family(), 128, Traffic.ALL);
    }
  }

  int number() {
    return number;
  }

  OriginTallies tallies() {
    return tallies;
  }

  /** What the kernel did not take, so that its removal is not counted. */
  Set<IpPrefix> refused() {
    return refused;
  }

  Sample sample() {
    return sample;
  }

  /** Whether the family is enforced at all. */
  boolean enforces(IpFamily family) {
    return layout.of(family).isPresent();
  }

  /** The map for prefixes of this form; null where they cannot be enforced here. */
  @Nullable BanMap map(IpFamily family, int bits, Traffic traffic) {
    if (traffic.kind() != Traffic.Kind.ALL) {
      return restricted(new BanMap.Key(family, bits, traffic));
    }
    BanMap map = forAllTraffic(family)[bits];
    return map != null ? map : forAll(new BanMap.Key(family, bits, Traffic.ALL));
  }

  private @Nullable BanMap[] forAllTraffic(IpFamily family) {
    return family == IpFamily.V4 ? forAllIpv4 : forAllIpv6;
  }

  private @Nullable BanMap forAll(BanMap.Key key) {
    Optional<Place> place = layout.of(key.family());
    if (place.isEmpty() || (place.get().setOnly() && key.bits() < 128)) {
      return null;
    }
    BanMap map = add(key, place.get(), place.get().setOnly() ? place.get().set() : name(key));
    forAllTraffic(key.family())[key.bits()] = map;
    return map;
  }

  private @Nullable BanMap restricted(BanMap.Key key) {
    BanMap known = maps.get(key);
    Optional<Place> place = layout.of(key.family());
    if (known != null || place.isEmpty() || place.get().setOnly()) {
      return known;
    }
    return add(key, place.get(), name(key) + "-t" + ++restrictions);
  }

  private BanMap add(BanMap.Key key, Place place, String name) {
    BanMap map = new BanMap(key, place, name);
    maps.put(key, map);
    return map;
  }

  private String name(BanMap.Key key) {
    String base = "banned" + key.family().digit() + "-g" + number;
    return key.bits() == 128 ? base : base + "-" + key.family().length(key.bits());
  }

  /** Maps that the kernel does not have yet. */
  List<BanMap> missing() {
    return maps.values().stream().filter(map -> !map.isCreated()).toList();
  }

  /** Maps for ranges or part of the traffic that nothing will be left in; the others stay. */
  List<BanMap> superfluous() {
    return maps.values().stream()
        .filter(map -> !(map.isForHosts() && map.key().traffic().kind() == Traffic.Kind.ALL))
        .filter(BanMap::isEmptyAfterwards)
        .toList();
  }

  void remove(Collection<BanMap> gone) {
    for (BanMap map : gone) {
      maps.remove(map.key());
      if (map.key().traffic().kind() == Traffic.Kind.ALL) {
        forAllTraffic(map.family())[map.key().bits()] = null;
      }
    }
  }

  /** In the order in which a packet meets them. */
  List<BanMap> maps() {
    List<BanMap> ordered = new ArrayList<>(maps.values());
    ordered.sort(HOSTS_FIRST_THEN_NARROW);
    return ordered;
  }

  long elements() {
    return maps.values().stream().mapToLong(BanMap::elements).sum();
  }

  /** What was counted since is in the kernel. */
  void acknowledge() {
    maps.values().forEach(BanMap::acknowledge);
    tallies.acknowledge();
  }

  /** What was counted since will be done again. */
  void forget() {
    maps.values().forEach(BanMap::forget);
    tallies.forget();
  }
}
