package io.gatehouse.daemon.lapi.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds up what one bouncer reported, by upstream's rules: the same figure at the same time counts
 * once, what happened is summed, and of a state the latest of each kind of address counts.
 */
public final class UsageTally {
  private final String bouncer;
  private final Figures figures;
  private final Set<UsageItem> seen = new HashSet<>();
  private final Map<State, UsageItem> states = new HashMap<>();

  /** Of the bouncer of this name; adds to the figures, by bouncer, origin, name and unit. */
  public UsageTally(String bouncer, Figures figures) {
    this.bouncer = bouncer;
    this.figures = figures;
  }

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
    figures.add(value, List.of(bouncer, item.origin(), item.name(), item.unit()));
  }
}
