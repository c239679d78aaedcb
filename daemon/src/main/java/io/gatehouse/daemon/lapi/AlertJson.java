package io.gatehouse.daemon.lapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Prints alerts that a LAPI answered as the JSON that it answered. */
final class AlertJson {
  /** Any moment will do: what is left of a decision is put together with it and taken apart. */
  private static final Instant NOW = Instant.EPOCH;

  private AlertJson() {}

  /** As one list, {@code []} for none. */
  static void print(PrintWriter out, List<Alert> alerts) {
    if (alerts.isEmpty()) {
      out.println("[]");
      return;
    }
    List<Alert> stored = alerts.stream().map(AlertJson::asStored).toList();
    out.println(written(bytes -> AlertWriter.writeStored(bytes, stored, NOW)));
  }

  /** As one object. */
  static void print(PrintWriter out, Alert alert) {
    out.println(written(bytes -> AlertWriter.writeStoredOne(bytes, asStored(alert), NOW)));
  }

  private interface Writing {
    void to(ByteArrayOutputStream bytes) throws IOException;
  }

  private static String written(Writing writing) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      writing.to(bytes);
      return bytes.toString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With durations that count from the alert's end, as the writer takes them. */
  private static Alert asStored(Alert alert) {
    Duration age = Duration.between(alert.stopAt(), NOW);
    return Alerts.withDecisions(
        alert, alert.decisions().stream().map(d -> lasting(d, d.duration().plus(age))).toList());
  }

  private static AlertDecision lasting(AlertDecision decision, Duration duration) {
    return new AlertDecision(
        decision.id(),
        decision.origin(),
        decision.type(),
        decision.scope(),
        decision.value(),
        decision.scenario(),
        duration,
        decision.simulated());
  }
}
