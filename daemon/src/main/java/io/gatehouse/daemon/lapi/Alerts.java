package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertSource;
import java.time.Instant;
import java.util.List;

/** Makes alerts: what an operator decides by hand travels as one. */
final class Alerts {
  private Alerts() {}

  /**
   * An alert of an operator's own decisions.
   *
   * @param reason why, or where they come from
   * @param message the same for people; may be empty
   */
  static Alert byHand(
      String reason,
      String message,
      AlertSource source,
      List<AlertDecision> decisions,
      Instant now) {
    return new Alert(
        0,
        null,
        null,
        null,
        reason,
        "",
        "",
        message,
        1,
        now,
        now,
        0,
        message.isEmpty() ? "" : "0",
        false,
        true,
        "cscli",
        source,
        List.of(),
        List.of(),
        decisions);
  }
}
