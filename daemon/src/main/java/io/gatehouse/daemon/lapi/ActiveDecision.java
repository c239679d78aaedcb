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
  private record Sameness(boolean simulated, String type, String scope, String value) {
    static Sameness of(AlertDecision one) {
      return new Sameness(one.simulated(), one.type(), one.scope(), one.value());
    }
  }

  /** All of these alerts, in their order. */
  static List<ActiveDecision> of(List<Alert> alerts) {
    List<ActiveDecision> all = new ArrayList<>();
    for (Alert alert : alerts) {
      alert.decisions().forEach(decision -> all.add(new ActiveDecision(alert, decision)));
    }
    return all;
  }

  /**
   * The alerts with the first of those decisions that look the same, as upstream shows them; one
   * whose decisions all look like earlier ones stays without any.
   */
  static List<Alert> distinct(List<Alert> alerts) {
    Set<Sameness> seen = new HashSet<>();
    return alerts.stream()
        .map(
            alert ->
                alert.withDecisions(
                    alert.decisions().stream().filter(one -> seen.add(Sameness.of(one))).toList()))
        .toList();
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
