package io.gatehouse.lapi.server;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.decision.Scope;
import io.gatehouse.detector.profile.DecisionHistory;
import io.gatehouse.detector.profile.Profiles;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of alerts that a machine sends, before they are stored: scopes are spelled one way,
 * profiles decide where nobody has decided, and what bouncers could not act upon is left out (spec
 * §4.2). Any thread.
 */
final class AlertIntake {
  private static final Logger log = LoggerFactory.getLogger(AlertIntake.class);

  private final Profiles profiles;
  private final Allowlists allowlists;
  private final DecisionHistory history;

  AlertIntake(Profiles profiles, Allowlists allowlists, DecisionHistory history) {
    this.profiles = profiles;
    this.allowlists = allowlists;
    this.history = history;
  }

  /** The alerts that are to be stored, as they are to be stored. */
  List<Alert> prepare(String machineId, List<Alert> alerts) {
    List<Alert> kept = new ArrayList<>(alerts.size());
    for (Alert alert : alerts) {
      prepare(machineId, alert).ifPresent(kept::add);
    }
    return kept;
  }

  private Optional<Alert> prepare(String machineId, Alert sent) {
    Alert alert =
        sent.withSource(normalised(sent.source()))
            .withMeta(MetaLimits.ofEvents(sent.events()), MetaLimits.ofContext(sent.meta()));
    if (alert.decisions().isEmpty()) {
      if (isAllowed(alert.source())) {
        log.debug("lapi: an alert about {} is dropped: it is allowed", alert.source().value());
        return Optional.empty();
      }
      alert = alert.withDecisions(profiles.decide(alert, history));
    }
    return withUsableDecisions(machineId, alert);
  }

  private static AlertSource normalised(AlertSource source) {
    String scope = Scope.of(source.scope()).word();
    return scope.equals(source.scope())
        ? source
        : new AlertSource(
            scope,
            source.value(),
            source.ip(),
            source.range(),
            source.asNumber(),
            source.asName(),
            source.country(),
            source.latitude(),
            source.longitude());
  }

  /** Where the lists can't be asked, the alert counts: nobody is let in by a broken database. */
  private boolean isAllowed(AlertSource source) {
    Optional<IpPrefix> prefix =
        Scope.of(source.scope()).isAddress() ? IpPrefix.tryParse(source.value()) : Optional.empty();
    try {
      return prefix.isPresent() && allowlists.overlap(prefix.get());
    } catch (StorageException e) {
      log.warn("lapi: allow lists can't be asked: {}; the alert counts", e.getMessage());
      return false;
    }
  }

  /** Empty if there were decisions and none is of use. */
  private static Optional<Alert> withUsableDecisions(String machineId, Alert alert) {
    if (alert.decisions().isEmpty()) {
      return Optional.of(alert);
    }
    List<AlertDecision> usable = new ArrayList<>(alert.decisions().size());
    for (AlertDecision decision : alert.decisions()) {
      Scope scope = Scope.of(decision.scope());
      if (!scope.isAddress() || IpPrefix.tryParse(decision.value()).isPresent()) {
        usable.add(stored(decision, scope, alert.simulated()));
      }
    }
    int refused = alert.decisions().size() - usable.size();
    if (refused > 0) {
      log.warn(
          "lapi: {} of {} decisions in an alert of machine {} are left out: no IP address or"
              + " range",
          refused,
          alert.decisions().size(),
          machineId.replaceAll("\\p{Cc}", "?"));
    }
    return usable.isEmpty() ? Optional.empty() : Optional.of(alert.withDecisions(usable));
  }

  /** Whether a decision is simulated is its alert's to say. */
  private static AlertDecision stored(AlertDecision decision, Scope scope, boolean simulated) {
    boolean asIs =
        decision.scope().equals(scope.word())
            && decision.simulated() == simulated
            && decision.id() == 0;
    return asIs
        ? decision
        : new AlertDecision(
            0,
            decision.origin(),
            decision.type(),
            scope.word(),
            decision.value(),
            decision.scenario(),
            decision.duration(),
            simulated);
  }
}
