package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.NftablesConfig.FamilyConfig;
import io.gatehouse.firewall.nftables.Ruleset.Hook;
import io.gatehouse.firewall.nftables.Ruleset.TableFamily;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which tables, chains and sets a configuration means, and what our own are called. A value.
 *
 * @param places one per address family that is enabled
 */
record Layout(List<Place> places) {
  static final String OWN_TABLE = "gatehouse";

  /** The chain that refuses, where that is more than one statement. */
  static final String DENY_CHAIN = "deny";

  private static final Pattern GENERATION = Pattern.compile("banned[46]-g(\\d{1,9})(?:-.*)?");
  private static final Pattern COUNTER = Pattern.compile("[A-Za-z].*-v[46]");

  Layout {
    places = List.copyOf(places);
  }

  /** Where one address family is enforced. */
  record Place(IpFamily family, TableName table, boolean setOnly, String set, List<Spot> spots) {
    Place {
      spots = List.copyOf(spots);
    }

    String guardSet() {
      return "guarded" + family.digit();
    }

    String processedCounter() {
      return "processed" + family.digit();
    }
  }

  /** A base chain. */
  record Spot(String chain, Hook hook, int priority) {}

  static Layout of(NftablesConfig config) {
    List<Place> places = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      if (config.of(family).enabled()) {
        places.add(place(config, family));
      }
    }
    return new Layout(places);
  }

  private static Place place(NftablesConfig config, IpFamily family) {
    FamilyConfig settings = config.of(family);
    TableFamily tableFamily =
        settings.table().isPresent() ? TableFamily.of(family) : TableFamily.INET;
    TableName table = new TableName(tableFamily, settings.table().orElse(OWN_TABLE));
    List<Spot> spots =
        config.hookPoints().stream().map(hook -> spot(settings.chain(), hook, settings)).toList();
    return new Place(family, table, settings.setOnly(), settings.setName(), spots);
  }

  private static Spot spot(Optional<String> chain, Hook hook, FamilyConfig settings) {
    String name = chain.map(prefix -> prefix + "-" + hook).orElse(hook.toString());
    return new Spot(name, hook, settings.priority());
  }

  Optional<Place> of(IpFamily family) {
    return places.stream().filter(place -> place.family() == family).findAny();
  }

  /** The places whose rules are ours. */
  List<Place> managed() {
    return places.stream().filter(place -> !place.setOnly()).toList();
  }

  /** The tables that are ours. */
  List<TableName> managedTables() {
    return managed().stream().map(Place::table).distinct().toList();
  }

  boolean hasSetOnly() {
    return places.stream().anyMatch(Place::setOnly);
  }

  /** Whether a set, or a chain that goes with one, belongs to a generation of ours; which. */
  static Optional<Integer> generationOf(String name) {
    var matcher = GENERATION.matcher(name);
    return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }

  /** Whether a counter is one that we keep for an origin. */
  static boolean isOriginCounter(String name) {
    return COUNTER.matcher(name).matches();
  }

  /** Whether a chain of the table is one of ours. */
  boolean isOwnChain(TableName table, String chain) {
    return chain.equals(DENY_CHAIN)
        || generationOf(chain).isPresent()
        || managed().stream()
            .filter(place -> place.table().equals(table))
            .flatMap(place -> place.spots().stream())
            .anyMatch(spot -> isSameChain(spot, chain));
  }

  /** Also where the file named another hook before. */
  private static boolean isSameChain(Spot spot, String chain) {
    String prefix =
        spot.chain().substring(0, spot.chain().length() - spot.hook().toString().length());
    for (Hook hook : Hook.values()) {
      if (chain.equals(prefix + hook)) {
        return true;
      }
    }
    return false;
  }
}
