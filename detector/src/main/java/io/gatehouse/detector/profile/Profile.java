package io.gatehouse.detector.profile;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.decision.Origin;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Expression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One document of {@code profiles.yaml}.
 *
 * @param name for logs
 * @param filters any of them is enough, and each that is true brings the decisions once more
 * @param decisions what is decided then
 * @param duration in place of the decisions' own; null where they say it themselves
 * @param onSuccess whether later profiles are looked at
 * @param onError what a filter without a value means
 */
record Profile(
    String name,
    List<Expression> filters,
    List<Template> decisions,
    @Nullable Expression duration,
    OnSuccess onSuccess,
    OnError onError) {
  private static final Logger log = LoggerFactory.getLogger(Profile.class);

  Profile {
    filters = List.copyOf(filters);
    decisions = List.copyOf(decisions);
  }

  /** What follows where a profile's filter was true. */
  enum OnSuccess {
    CONTINUE,
    BREAK
  }

  /** What follows where a filter has no value. */
  enum OnError {
    /** The filter counts as false. */
    CONTINUE,
    /** No later profile is looked at. */
    BREAK,
    /** The filter counts as true. */
    APPLY
  }

  /**
   * A decision without its target.
   *
   * @param type the remediation's word
   * @param duration how long
   * @param scope in place of the source's; empty to take the source's
   * @param origin what follows {@code crowdsec/}; empty for {@code crowdsec} alone
   */
  record Template(String type, Duration duration, String scope, String origin) {

    AlertDecision about(Alert alert, Duration length) {
      String from = Origin.CROWDSEC.word();
      return new AlertDecision(
          0,
          origin.isEmpty() ? from : from + "/" + origin,
          type,
          scope.isEmpty() ? alert.source().scope() : scope,
          alert.source().value(),
          alert.scenario(),
          length,
          alert.simulated());
    }
  }

  /**
   * What came of looking at an alert.
   *
   * @param decisions the decisions, once for each filter that is true
   * @param last whether no later profile is looked at
   */
  record Outcome(List<AlertDecision> decisions, boolean last) {}

  /** Looks at an alert. */
  Outcome decide(Alert alert, Evaluation evaluation) {
    List<AlertDecision> decided = new ArrayList<>();
    boolean matched = false;
    for (Expression filter : filters) {
      try {
        if (filter.test(evaluation)) {
          matched = true;
          add(decided, alert, evaluation);
        }
      } catch (EvaluationException e) {
        log.warn("profile {}: filter {}: {}", name, filter, e.getMessage());
        if (onError == OnError.BREAK) {
          return new Outcome(decided, true);
        }
        if (onError == OnError.APPLY) {
          matched = true;
          add(decided, alert, evaluation);
        }
      }
    }
    return new Outcome(decided, matched && onSuccess == OnSuccess.BREAK);
  }

  private void add(List<AlertDecision> decided, Alert alert, Evaluation evaluation) {
    for (Template template : decisions) {
      decided.add(template.about(alert, length(evaluation).orElse(template.duration())));
    }
  }

  /** Empty where there is no expression, or its value is no duration, which is told. */
  private Optional<Duration> length(Evaluation evaluation) {
    if (duration == null) {
      return Optional.empty();
    }
    try {
      Duration length = GoDuration.parse(String.valueOf(duration.evaluate(evaluation)));
      if (!length.isNegative() && !length.isZero()) {
        return Optional.of(length);
      }
      log.warn("profile {}: duration_expr {} gives {}; it must be longer", name, duration, length);
    } catch (EvaluationException | IllegalArgumentException e) {
      log.warn("profile {}: duration_expr {}: {}", name, duration, e.getMessage());
    }
    return Optional.empty();
  }
}
