package io.gatehouse.servlet.spring;

import io.gatehouse.lapi.StreamStatus;
import io.gatehouse.servlet.Gatehouse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the filter does. It never counts as down: an application that is out of decisions, and lets
 * everybody pass or nobody as its settings say, is no better off taken out of service.
 */
record HealthDetails(boolean isUp, Map<String, Object> details) {

  static HealthDetails of(Gatehouse gatehouse) {
    Map<String, Object> details = new LinkedHashMap<>();
    gatehouse.decisions().ifPresent(count -> details.put("decisions", count));
    details.put("lease", gatehouse.holdsLease());
    gatehouse.lapiStatus().ifPresent(status -> describe(status, details));
    boolean up =
        gatehouse
            .lapiStatus()
            .map(status -> status.state() == StreamStatus.State.CONNECTED)
            .orElse(true);
    return new HealthDetails(up, details);
  }

  private static void describe(StreamStatus status, Map<String, Object> details) {
    details.put("lapi", status.state().name());
    details.put("since", status.since().toString());
    status.lastSuccess().ifPresent(last -> details.put("lastPull", last.toString()));
    if (status.streak() > 0) {
      status.lastError().ifPresent(error -> details.put("error", error));
    }
  }
}
