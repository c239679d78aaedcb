package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.firewall.nftables.OriginTallies.Tally;
import io.gatehouse.firewall.nftables.Ruleset.Chain;
import io.gatehouse.firewall.nftables.Ruleset.Table;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import io.gatehouse.net.IpPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our tables in the kernel, apart from the elements: makes them, puts a generation's rules in
 * force, and tells whether somebody else has changed them. Loop thread only.
 */
final class Tables {
  private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

  private final NftablesConfig config;
  private final Layout layout;
  private final Blueprint blueprint;
  private final KernelFeatures features;
  private final Transactions transactions;
  private final KernelReader reader;
  private final Map<TableName, TableState> states = new LinkedHashMap<>();
  private final Set<TableName> existing = new HashSet<>();

  /** Handles of the rules in force, by table and chain; a handle is never given out twice. */
  private Map<String, List<Long>> rules = Map.of();

  Tables(
      NftablesConfig config,
      Layout layout,
      KernelFeatures features,
      Transactions transactions,
      KernelReader reader) {
    this.config = config;
    this.layout = layout;
    this.blueprint = new Blueprint(config, layout);
    this.features = features;
    this.transactions = transactions;
    this.reader = reader;
  }

  /**
   * Takes over the tables that an earlier process of ours left.
   *
   * @throws EnforcementException with EPERM where that process still runs
   */
  void claim() throws EnforcementException {
    int flags = features.tableFlags(config.ownTables());
    for (TableName table : layout.managedTables()) {
      if (flags != 0 && reader.hasTable(table)) {
        claim(table, flags);
      }
    }
  }

  private void claim(TableName table, int flags) throws EnforcementException {
    Optional<KernelError> refusal = transactions.tryCommit(to -> to.createTable(table, flags));
    if (refusal.isEmpty()) {
      return;
    }
    if (Errno.EPERM.is(refusal.get().errno())) {
      throw Errno.refused("claiming table " + table, refusal.get());
    }
    LOG.info("nftables: table {} was made without an owner and stays so", table);
  }

  /**
   * Reads what is there of ours, and drops the maps of generations that no rule looks at: what a
   * process that was ended while it filled them has left.
   *
   * @return the highest generation that is there; 0 if there is none
   */
  int survey() throws EnforcementException {
    states.clear();
    existing.clear();
    int highest = 0;
    for (TableName table : layout.managedTables()) {
      if (reader.hasTable(table)) {
        existing.add(table);
        dropOrphans(table);
        TableState state = TableState.read(reader, layout, table);
        states.put(table, state);
        highest = Math.max(highest, highestGeneration(state));
      }
    }
    return highest;
  }

  private static int highestGeneration(TableState state) {
    return state.sets().stream()
        .flatMap(set -> Layout.generationOf(set).stream())
        .max(Integer::compare)
        .orElse(0);
  }

  /** The kernel refuses to delete what a rule looks at. */
  private void dropOrphans(TableName table) throws EnforcementException {
    Map<Integer, List<String>> generations =
        reader.sets(table).stream()
            .filter(set -> Layout.generationOf(set).isPresent())
            .collect(Collectors.groupingBy(set -> Layout.generationOf(set).orElseThrow()));
    for (List<String> sets : generations.values()) {
      transactions.tryCommit(to -> sets.forEach(set -> to.deleteSet(table, set)));
    }
  }

  /** Makes the tables and what all generations have in common. */
  void writeBase(RulesetWriter to) {
    for (TableName table : layout.managedTables()) {
      if (!existing.contains(table)) {
        to.createTable(table, features.tableFlags(config.ownTables()));
      }
    }
    for (Place place : layout.managed()) {
      to.createCounter(place.table(), place.processedCounter());
      to.createSet(place.table(), blueprint.guardSet(place));
    }
  }

  /** Makes the guard sets hold exactly these. */
  void writeGuards(RulesetWriter to, List<IpPrefix> guarded) {
    for (Place place : layout.managed()) {
      List<IpPrefix> ofFamily =
          guarded.stream().filter(prefix -> IpFamily.of(prefix) == place.family()).toList();
      to.replaceIntervals(place.table(), place.guardSet(), ofFamily);
    }
  }

  /** Makes the maps and counters that a generation needs and the kernel does not have yet. */
  void writeMissing(RulesetWriter to, Generation generation) {
    for (Tally tally : generation.tallies().withoutObject()) {
      layout
          .of(tally.family())
          .filter(place -> !place.setOnly())
          .ifPresent(place -> to.createCounter(place.table(), tally.counter()));
    }
    for (BanMap map : generation.missing()) {
      to.createSet(map.place().table(), blueprint.set(map));
    }
  }

  /** What {@link #writeMissing} writes has been done. */
  static void madeMissing(Generation generation) {
    generation.tallies().objectsCreated();
    generation.missing().forEach(BanMap::setCreated);
  }

  /** Makes our chains look at the generation's maps, and removes the maps of all others. */
  void writeRules(RulesetWriter to, Generation generation) {
    for (Table table : blueprint.ruleset(generation).tables()) {
      TableState now =
          states.getOrDefault(
              table.name(), new TableState(table.name(), List.of(), List.of(), List.of()));
      now.replace(to, table);
    }
  }

  /** What {@link #writeRules} writes has been done. */
  void putInForce(Generation generation) throws EnforcementException {
    Ruleset ruleset = blueprint.ruleset(generation);
    ruleset.tables().forEach(table -> states.put(table.name(), TableState.of(table)));
    rules = readRules(ruleset);
  }

  private Map<String, List<Long>> readRules(Ruleset ruleset) throws EnforcementException {
    Map<String, List<Long>> handles = new HashMap<>();
    for (Table table : ruleset.tables()) {
      for (Chain chain : table.chains()) {
        handles.put(table.name() + " " + chain.name(), reader.rules(table.name(), chain.name()));
      }
    }
    return handles;
  }

  /** Whether the rules in force are the ones that we put there. */
  boolean hasItsRules(Generation generation) throws EnforcementException {
    try {
      Ruleset ruleset = blueprint.ruleset(generation);
      return hasAllRules(ruleset) && readRules(ruleset).equals(rules);
    } catch (EnforcementException refused) {
      if (refused.code().filter(Errno.ENOENT.name()::equals).isPresent()) {
        return false;
      }
      throw refused;
    }
  }

  /** Somebody may have been quicker than we were at noting the handles down. */
  private boolean hasAllRules(Ruleset ruleset) {
    return ruleset.tables().stream()
        .allMatch(
            table ->
                table.chains().stream()
                    .allMatch(
                        chain ->
                            rules.getOrDefault(table.name() + " " + chain.name(), List.of()).size()
                                == chain.rules().size()));
  }

  /** Makes the sets of set-only mode where they are missing, and checks those that are there. */
  void prepareForeign(Generation generation) throws EnforcementException {
    List<BanMap> missing = new ArrayList<>();
    for (BanMap map : generation.maps()) {
      if (!map.counts() && !isUsable(map)) {
        requireTable(map.place());
        missing.add(map);
      }
    }
    transactions.commit(
        "creating sets",
        to -> missing.forEach(map -> to.createSet(map.place().table(), blueprint.set(map))));
    generation.maps().stream().filter(map -> !map.counts()).forEach(BanMap::setCreated);
  }

  /** Others may have taken their table away, and may bring it back. */
  private void requireTable(Place place) throws EnforcementException {
    if (reader.tableFor(place.family(), place.table().name()).isEmpty()) {
      throw missing(place);
    }
  }

  /** The table that people's own rules are in is not there. */
  static EnforcementException missing(Place place) {
    String name = place.table().name();
    return new EnforcementException(
        EnforcementException.Outlook.OPERATOR,
        Optional.of(Errno.ENOENT.name()),
        "nftables: set-only: there is no table "
            + place.family().keyword()
            + " "
            + name
            + " nor inet "
            + name
            + "; create it, or turn set-only off");
  }

  private boolean isUsable(BanMap map) throws EnforcementException {
    TableName table = map.place().table();
    Optional<KernelReader.FoundSet> set = reader.set(table, map.name());
    if (set.isPresent()
        && (!set.get().expires()
            || set.get().isInterval()
            || set.get().keyBytes() != map.family().addressBytes())) {
      throw Errno.refused(
          "filling set "
              + table
              + " "
              + map.name()
              + " (needed: type "
              + map.family().keyTypeName()
              + ", flags timeout; delete it and it is created)",
          17);
    }
    return set.isPresent();
  }
}
