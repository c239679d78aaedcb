package io.gatehouse.daemon.lapi.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds up what one bouncer reported, by upstream's rules: the same figure at the same time counts
 * once, what happened is summed, and of a state the latest of each kind of address counts. What was
 * told without an origin is in the total alone.
 */
public final class UsageTally {
  private static final String TOTAL = "Total";

  private final Set<UsageItem> seen = new HashSet<>();
  private final Map<State, UsageItem> states = new HashMap<>();
  private final Map<String, Map<String, Long>> byOrigin = new TreeMap<>();

  /** What a state is of. */
  private record State(String name, String unit, String origin, String ipType) {}

  /** Takes one report in, whatever it says. */
  public void add(String payload) {
    for (UsageItem item : UsagePayload.read(payload)) {
      if (!item.name().isEmpty() && seen.add(item)) {
        take(item);
      }
    }
  }

  private void take(UsageItem item) {
    if (!item.isGauge()) {
      count(item, item.value());
      return;
    }
    State state = new State(item.name(), item.unit(), item.origin(), item.ipType());
    UsageItem before = states.get(state);
    if (before == null || before.at() <= item.at()) {
      states.put(state, item);
      count(item, item.value() - (before == null ? 0 : before.value()));
    }
  }

  private void count(UsageItem item, long value) {
    byOrigin
        .computeIfAbsent(item.origin(), origin -> new TreeMap<>())
        .merge(item.column(), value, Long::sum);
  }

  /** The sheet of the bouncer of this name. */
  public Sheet sheet(String bouncer) {
    TreeSet<String> columns = new TreeSet<>();
    Map<String, Long> total = new TreeMap<>();
    byOrigin
        .values()
        .forEach(
            counts ->
                counts.forEach(
                    (column, value) -> {
                      columns.add(column);
                      total.merge(column, value, Long::sum);
                    }));
    List<Sheet.Row> rows = new ArrayList<>();
    byOrigin.forEach(
        (origin, counts) -> {
          if (!origin.isEmpty()) {
            rows.add(row(bouncer, origin, counts, columns));
          }
        });
    if (!columns.isEmpty()) {
      rows.add(row(bouncer, TOTAL, total, columns));
    }
    return new Sheet(
        "bouncers",
        "Bouncer Metrics (" + bouncer + ")",
        List.of("Bouncer", "Origin"),
        List.copyOf(columns),
        rows);
  }

  private static Sheet.Row row(
      String bouncer, String origin, Map<String, Long> counts, Set<String> columns) {
    return new Sheet.Row(
        List.of(bouncer, origin),
        columns.stream().map(column -> counts.getOrDefault(column, 0L)).toList());
  }
}
