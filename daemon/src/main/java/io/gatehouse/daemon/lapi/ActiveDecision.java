package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A decision that is still in force, with the alert that it came with.
 *
 * @param decision its duration is what is left of it
 */
record ActiveDecision(Alert alert, AlertDecision decision) {

  /** What makes two decisions the same for a reader. */
  private record Sameness(boolean simulated, String type, String scope, String value) {}

  /** All of these alerts, in their order. */
  static List<ActiveDecision> of(List<Alert> alerts) {
    List<ActiveDecision> all = new ArrayList<>();
    for (Alert alert : alerts) {
      alert.decisions().forEach(decision -> all.add(new ActiveDecision(alert, decision)));
    }
    return all;
  }

  /** The first of each kind that look the same, as upstream shows them. */
  static List<ActiveDecision> distinct(List<ActiveDecision> all) {
    Set<Sameness> seen = new HashSet<>();
    return all.stream().filter(one -> seen.add(one.sameness())).toList();
  }

  private Sameness sameness() {
    return new Sameness(decision.simulated(), decision.type(), decision.scope(), decision.value());
  }

  /** {@code ban}, and a mark where it is only for show. */
  String action() {
    return (decision.simulated() ? "(simul)" : "") + decision.type();
  }

  String target() {
    return decision.scope() + ":" + decision.value();
  }

  String autonomousSystem() {
    return AlertWords.autonomousSystem(alert);
  }
}
