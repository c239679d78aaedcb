package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.EnforcementException;
import java.util.List;

/**
 * What goes around the elements of each transaction of one plan: tables and guards before the first
 * elements, maps before their own, rules after the first or last elements of a map in force.
 */
final class Scaffold implements Filler.Structure {
  private final Tables tables;
  private final Generation generation;
  private final NftablesPlan plan;
  private boolean writingBase;
  private boolean refilling;
  private boolean writingGuards;
  private boolean inForce;
  private boolean last;
  private List<BanMap> gone = List.of();

  Scaffold(Tables tables, Generation generation, NftablesPlan plan) {
    this.tables = tables;
    this.generation = generation;
    this.plan = plan;
    this.writingGuards = plan.replacingGuards();
  }

  /**
   * For a new generation.
   *
   * @param refill whether sets of others are emptied in the first transaction
   */
  Scaffold withBase(boolean refill) {
    writingBase = true;
    refilling = refill;
    return this;
  }

  /** Whether rules look at the generation already. */
  Scaffold inForce(boolean yes) {
    inForce = yes;
    return this;
  }

  /** The next transaction is the last: what is empty then can go. */
  void last() {
    last = true;
  }

  @Override
  public void before(RulesetWriter to) {
    if (writingBase) {
      tables.writeBase(to);
    }
    if (refilling) {
      generation.maps().stream()
          .filter(map -> !map.counts())
          .forEach(map -> to.flushSet(map.place().table(), map.name()));
    }
    if (writingGuards) {
      tables.writeGuards(to, plan.desired().guarded());
    }
    tables.writeMissing(to, generation);
  }

  @Override
  public void after(RulesetWriter to) {
    if (!inForce) {
      return;
    }
    List<BanMap> fresh = generation.missing();
    if (last && gone.isEmpty()) {
      gone = generation.superfluous();
      generation.remove(gone);
    }
    if (!fresh.isEmpty() || !gone.isEmpty()) {
      tables.writeRules(to, generation);
      gone.stream()
          .filter(map -> !map.isCreated())
          .forEach(map -> to.deleteSet(map.place().table(), map.name()));
    }
  }

  @Override
  public void committed() throws EnforcementException {
    boolean rulesChanged = inForce && (!gone.isEmpty() || !generation.missing().isEmpty());
    Tables.madeMissing(generation);
    writingBase = false;
    refilling = false;
    writingGuards = false;
    gone = List.of();
    if (rulesChanged) {
      tables.putInForce(generation);
    }
  }
}
