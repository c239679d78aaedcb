package io.gatehouse.firewall.nftables;

import io.gatehouse.enforce.MeasureKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many elements of each origin and address family the kernel holds, and the counter object that
 * goes with them. Loop thread only.
 */
final class OriginTallies {
  /** Origins counted apart; a LAPI that invents more has them counted together. */
  static final int MAX_ORIGINS = 250;

  /** One origin in one family. */
  static final class Tally {
    private final String label;
    private final IpFamily family;
    private final String counter;
    private final PaddedText counterText;
    private long acknowledged;
    private long pending;

    private Tally(String label, IpFamily family, String counter) {
      this.label = label;
      this.family = family;
      this.counter = counter;
      this.counterText = PaddedText.of(counter);
    }

    String label() {
      return label;
    }

    IpFamily family() {
      return family;
    }

    String counter() {
      return counter;
    }

    PaddedText counterText() {
      return counterText;
    }

    long elements() {
      return acknowledged;
    }

    void count(long difference) {
      pending += difference;
    }
  }

  /** For a set without counters, outside any generation. */
  static final Tally NONE = new Tally("", IpFamily.V4, "");

  /** Kinds come from a table of the store's, so that most are the same object. */
  private final Map<IpFamily, Map<MeasureKind, Tally>> byKind = new HashMap<>();

  private final Map<String, Tally> byCounter = new HashMap<>();
  private final List<Tally> withoutObject = new ArrayList<>();

  Tally of(MeasureKind kind, IpFamily family) {
    Map<MeasureKind, Tally> known =
        byKind.computeIfAbsent(family, unused -> new IdentityHashMap<>());
    Tally tally = known.get(kind);
    if (tally == null) {
      tally = byLabel(kind.attribution().originLabel(), family);
      if (known.size() > 4 * MAX_ORIGINS) {
        known.clear();
      }
      known.put(kind, tally);
    }
    return tally;
  }

  private Tally byLabel(String label, IpFamily family) {
    String counter = CounterNames.of(label, family);
    Tally known = byCounter.get(counter);
    if (known != null) {
      return known;
    }
    boolean full = byCounter.size() >= 2 * MAX_ORIGINS;
    String name = full ? CounterNames.ofOther(family) : counter;
    return byCounter.computeIfAbsent(
        name, unused -> created(full ? CounterNames.OTHER_LABEL : label, family, name));
  }

  private Tally created(String label, IpFamily family, String counter) {
    Tally tally = new Tally(label, family, counter);
    withoutObject.add(tally);
    return tally;
  }

  /** Those whose counter the kernel does not have yet. */
  List<Tally> withoutObject() {
    return withoutObject;
  }

  void objectsCreated() {
    withoutObject.clear();
  }

  /** What was counted since is in the kernel. */
  void acknowledge() {
    for (Tally tally : byCounter.values()) {
      tally.acknowledged = Math.max(0, tally.acknowledged + tally.pending);
      tally.pending = 0;
    }
  }

  /** What was counted since was not done, or will be done again. */
  void forget() {
    byCounter.values().forEach(tally -> tally.pending = 0);
  }

  List<Tally> all() {
    return List.copyOf(byCounter.values());
  }
}
