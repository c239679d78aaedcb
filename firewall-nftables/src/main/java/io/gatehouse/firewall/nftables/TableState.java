package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.firewall.nftables.KernelReader.Counter;
import io.gatehouse.firewall.nftables.KernelReader.FoundChain;
import io.gatehouse.firewall.nftables.Ruleset.Chain;
import io.gatehouse.firewall.nftables.Ruleset.Table;
import io.gatehouse.firewall.nftables.Ruleset.TableName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one of our tables holds that is ours. A value.
 *
 * @param sets the maps of all generations
 * @param counters of origins
 */
record TableState(
    TableName table, List<FoundChain> chains, List<String> sets, List<String> counters) {
  TableState {
    chains = List.copyOf(chains);
    sets = List.copyOf(sets);
    counters = List.copyOf(counters);
  }

  /** Reads it; everything is empty where the table is not there. */
  static TableState read(KernelReader reader, Layout layout, TableName table)
      throws EnforcementException {
    return new TableState(
        table,
        reader.chains(table).stream().filter(c -> layout.isOwnChain(table, c.name())).toList(),
        reader.sets(table).stream().filter(s -> Layout.generationOf(s).isPresent()).toList(),
        reader.counters(table).stream()
            .map(Counter::name)
            .filter(Layout::isOriginCounter)
            .toList());
  }

  /** What is there once the table's rules have been written. */
  static TableState of(Table table) {
    return new TableState(
        table.name(),
        table.chains().stream().map(TableState::found).toList(),
        table.sets().stream()
            .map(Ruleset.NamedSet::name)
            .filter(set -> Layout.generationOf(set).isPresent())
            .toList(),
        table.counters().stream().filter(Layout::isOriginCounter).toList());
  }

  private static FoundChain found(Chain chain) {
    return chain
        .hook()
        .map(
            hook ->
                new FoundChain(
                    chain.name(), OptionalInt.of(hook.number()), OptionalInt.of(chain.priority())))
        .orElse(new FoundChain(chain.name(), OptionalInt.empty(), OptionalInt.empty()));
  }

  /**
   * Writes what makes the table's chains hold the given rules and nothing else, and removes the
   * maps, counters and chains of ours that are not part of it.
   */
  void replace(RulesetWriter to, Table wanted) {
    chains.forEach(chain -> to.flushChain(table, chain.name()));
    chains.stream()
        .filter(chain -> !isKept(chain, wanted))
        .forEach(chain -> to.deleteChain(table, chain.name()));
    wanted.chains().forEach(chain -> to.createChain(table, chain));
    for (Chain chain : wanted.chains()) {
      chain.rules().forEach(rule -> to.appendRule(table, chain.name(), rule));
    }
    TableState after = of(wanted);
    sets.stream().filter(set -> !after.sets.contains(set)).forEach(set -> to.deleteSet(table, set));
    counters.stream()
        .filter(counter -> !after.counters.contains(counter))
        .forEach(counter -> to.deleteCounter(table, counter));
  }

  /** A chain keeps its hook and priority for life. */
  private static boolean isKept(FoundChain chain, Table wanted) {
    Optional<Chain> same =
        wanted.chains().stream().filter(c -> c.name().equals(chain.name())).findAny();
    return same.filter(c -> found(c).equals(chain)).isPresent();
  }
}
