package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.decision.Scope;
import io.gatehouse.net.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Picks the decisions that were asked for. LAPI answers with whole alerts: one that has a single
 * decision to show may carry a hundred thousand others, and some that are over.
 */
final class DecisionSelection {
  private final AlertSelection selection;
  private final Predicate<AlertDecision> shown;

  /**
   * For what was asked.
   *
   * @param simulated whether decisions that are only for show pass
   */
  DecisionSelection(AlertSelection selection, boolean simulated) {
    this.selection = selection;
    this.shown =
        decision ->
            decision.duration().toSeconds() > 0
                && (simulated || !decision.simulated())
                && isAskedFor(decision);
  }

  /** The alerts with their decisions that pass; those without are left out. */
  List<Alert> pick(List<Alert> alerts) {
    return alerts.stream()
        .map(alert -> alert.withDecisions(pick(alert)))
        .filter(alert -> !alert.decisions().isEmpty())
        .toList();
  }

  private List<AlertDecision> pick(Alert alert) {
    return alert.decisions().stream().filter(shown).toList();
  }

  private boolean isAskedFor(AlertDecision decision) {
    return (selection.type == null || selection.type.equals(decision.type()))
        && (selection.origin == null || selection.origin.equals(decision.origin()))
        && (selection.target.value == null || selection.target.value.equals(decision.value()))
        && (selection.target.scope == null
            || Scope.of(selection.target.scope).equals(Scope.of(decision.scope())))
        && meets(selection.target.ip, decision)
        && meets(selection.target.range, decision);
  }

  private boolean meets(@Nullable IpPrefix asked, AlertDecision decision) {
    if (asked == null) {
      return true;
    }
    Optional<IpPrefix> prefix =
        Scope.of(decision.scope()).isAddress()
            ? IpPrefix.tryParse(decision.value())
            : Optional.empty();
    return prefix
        .filter(one -> selection.target.contained ? asked.contains(one) : one.contains(asked))
        .isPresent();
  }
}
