package io.gatehouse.lapi;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import org.jspecify.annotations.Nullable;

/**
 * The few different kinds among many decisions, found by their texts without making a text. Open
 * addressing with at most {@value #MAX_PROBES} probes and {@value #SLOTS} slots: an answer full of
 * kinds that differ, or that were chosen to collide, costs an object each and nothing more.
 */
final class KindTable {
  private static final int SLOTS = 1 << 12;
  private static final int MAX_PROBES = 8;

  private static final class Entry {
    private final TextSlot type;
    private final TextSlot origin;
    private final TextSlot scenario;
    private final DecisionKind kind;

    Entry(TextSlot type, TextSlot origin, TextSlot scenario) {
      this.type = type.copy();
      this.origin = origin.copy();
      this.scenario = scenario.copy();
      this.kind = make(type, origin, scenario);
    }

    boolean matches(TextSlot otherType, TextSlot otherOrigin, TextSlot otherScenario) {
      return otherScenario.contentEquals(scenario)
          && otherOrigin.contentEquals(origin)
          && otherType.contentEquals(type);
    }
  }

  private final @Nullable Entry[] entries = new Entry[SLOTS];

  /** The kind of these words; the same object for the same words as long as there is room. */
  DecisionKind of(TextSlot type, TextSlot origin, TextSlot scenario) {
    int hash = (type.sampleHash() * 31 + origin.sampleHash()) * 31 + scenario.sampleHash();
    int first = (hash * 0x9E3779B9) >>> 20;
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int slot = (first + probe) & (SLOTS - 1);
      Entry entry = entries[slot];
      if (entry == null) {
        entry = new Entry(type, origin, scenario);
        entries[slot] = entry;
        return entry.kind;
      }
      if (entry.matches(type, origin, scenario)) {
        return entry.kind;
      }
    }
    return make(type, origin, scenario);
  }

  private static DecisionKind make(TextSlot type, TextSlot origin, TextSlot scenario) {
    return new DecisionKind(
        Remediation.of(type.toString()), new Origin(origin.toString()), scenario.toString());
  }
}
