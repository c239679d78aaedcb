package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.ChangeCursor;
import io.gatehouse.enforce.DesiredMeasures;
import io.gatehouse.enforce.MeasureCursor;
import io.gatehouse.firewall.nftables.Layout.Place;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.Traffic;

/**
 * Writes a plan as nft would be told it. Pure.
 *
 * @param layout where things are
 */
record PlanText(Layout layout, Blueprint blueprint) {
  private static final int MAX_LINES = 300;

  String of(NftablesPlan plan) {
    return switch (plan.kind()) {
      case WAIT -> plan.summary() + "\n";
      case NEW_GENERATION -> newGeneration(plan.desired(), plan.observed().generation());
      case CHANGES -> changes(plan);
    };
  }

  private String newGeneration(DesiredMeasures desired, int number) {
    Generation generation = new Generation(number, layout);
    Lines lines = new Lines();
    MeasureCursor all = desired.all();
    while (all.next()) {
      place(lines, "add", generation, all, desired.nowEpochSecond());
    }
    return blueprint.ruleset(generation) + guards(desired) + lines;
  }

  private String guards(DesiredMeasures desired) {
    StringBuilder text = new StringBuilder();
    for (Place place : layout.managed()) {
      for (IpPrefix prefix : desired.guarded()) {
        if (IpFamily.of(prefix) == place.family()) {
          text.append(
              String.format("add element %s %s { %s }%n", place.table(), place.guardSet(), prefix));
        }
      }
    }
    return text.toString();
  }

  private String changes(NftablesPlan plan) {
    DesiredMeasures desired = plan.desired();
    Generation generation = new Generation(plan.observed().generation(), layout);
    Lines lines = new Lines();
    ChangeCursor changes = desired.changes();
    while (changes.next()) {
      String verb = changes.change() == ChangeCursor.Change.REMOVED ? "delete" : "add";
      place(lines, verb, generation, changes, desired.nowEpochSecond());
    }
    return (plan.replacingGuards() ? flushedGuards() + guards(desired) : "") + lines;
  }

  private String flushedGuards() {
    StringBuilder text = new StringBuilder();
    for (Place place : layout.managed()) {
      text.append(String.format("flush set %s %s%n", place.table(), place.guardSet()));
    }
    return text.toString();
  }

  private static void place(
      Lines lines, String verb, Generation generation, MeasureCursor measure, long now) {
    if (!measure.isAddress()) {
      lines.add("# " + measure.target() + " is no address: left out");
      return;
    }
    IpFamily family = IpFamily.of(measure.high(), measure.low(), measure.bits());
    Traffic traffic = measure.kind().traffic();
    BanMap map = generation.map(family, measure.bits(), traffic);
    IpPrefix prefix = IpPrefix.ofBits(measure.high(), measure.low(), measure.bits());
    if (map == null) {
      lines.add("# " + prefix + " (" + traffic + ") cannot be held here: left out");
      return;
    }
    String counter = generation.tallies().of(measure.kind(), family).counter();
    if (lines.wanted()) {
      lines.add(element(verb, map, prefix, measure.untilEpochSecond() - now, counter));
    } else {
      lines.skip();
    }
  }

  private static String element(
      String verb, BanMap map, IpPrefix prefix, long seconds, String counter) {
    boolean adds = verb.equals("add");
    String timeout = adds ? " timeout " + seconds + "s" : "";
    String data = adds && map.counts() ? " : \"" + counter + "\"" : "";
    return String.format(
        "%s element %s %s { %s%s%s }",
        verb, map.place().table(), map.name(), prefix.first(), timeout, data);
  }

  /** Some hundred lines and the number of the others. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private int lines;

    boolean wanted() {
      return lines < MAX_LINES;
    }

    void skip() {
      lines++;
    }

    void add(String line) {
      if (lines++ < MAX_LINES) {
        text.append(line).append('\n');
      }
    }

    @Override
    public String toString() {
      int left = lines - MAX_LINES;
      return left > 0 ? text + String.format("… and %,d more%n", left) : text.toString();
    }
  }
}
