package io.gatehouse.policy;

import io.gatehouse.policy.Traffic.Service;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a decision holds against its target.
 *
 * @param kind its class
 * @param services what was attacked; empty where the scenario's name does not tell
 */
public record Offence(ScenarioClass kind, SortedSet<Service> services) {

  /** Copies the services. */
  public Offence {
    services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
  }

  static Offence of(ScenarioClass kind) {
    return new Offence(kind, Collections.emptySortedSet());
  }

  boolean isSpoofable() {
    return kind == ScenarioClass.SPOOFABLE;
  }
}
