package io.gatehouse.detector.profile;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.decision.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One document of {@code profiles.yaml}.
 *
 * @param name for logs
 * @param filters any of them is enough, and each that is true brings the decisions once more
 * @param decisions what is decided then
 * @param onSuccess whether later profiles are looked at
 */
record Profile(String name, List<Filter> filters, List<Template> decisions, OnSuccess onSuccess) {

  Profile {
    filters = List.copyOf(filters);
    decisions = List.copyOf(decisions);
  }

  /** What follows where a profile's filter was true. */
  enum OnSuccess {
    CONTINUE,
    BREAK
  }

  /** What is true of an alert. */
  @FunctionalInterface
  interface Filter {
    boolean matches(Alert alert);
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

    AlertDecision about(Alert alert) {
      String from = Origin.CROWDSEC.word();
      return new AlertDecision(
          0,
          origin.isEmpty() ? from : from + "/" + origin,
          type,
          scope.isEmpty() ? alert.source().scope() : scope,
          alert.source().value(),
          alert.scenario(),
          duration,
          alert.simulated());
    }
  }

  /** Whether any filter is true. */
  boolean matches(Alert alert) {
    return filters.stream().anyMatch(filter -> filter.matches(alert));
  }

  /** The decisions, once for each filter that is true. */
  List<AlertDecision> decide(Alert alert) {
    List<AlertDecision> decided = new ArrayList<>();
    for (Filter filter : filters) {
      if (filter.matches(alert)) {
        decisions.forEach(template -> decided.add(template.about(alert)));
      }
    }
    return decided;
  }
}
