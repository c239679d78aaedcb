package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How parts of an alert are shown, as upstream has it. */
final class AlertWords {
  private AlertWords() {}

  /** Number and name of the source's AS. */
  static String autonomousSystem(Alert alert) {
    AlertSource source = alert.source();
    return source.asNumber().isEmpty() || source.asNumber().equals("0")
        ? ""
        : (source.asNumber() + " " + source.asName()).strip();
  }

  /** Scope and value of the source; the scope alone where there is no value. */
  static String source(Alert alert) {
    AlertSource source = alert.source();
    return source.value().isEmpty() ? source.scope() : source.scope() + ":" + source.value();
  }

  /** How many decisions of which type: {@code ban:2 captcha:1}. */
  static String decisions(Alert alert) {
    Map<String, Integer> counts = new TreeMap<>();
    alert
        .decisions()
        .forEach(d -> counts.merge((d.simulated() ? "(simul)" : "") + d.type(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getKey() + ":" + count.getValue())
        .collect(Collectors.joining(" "));
  }

  static String machine(Alert alert) {
    return Objects.requireNonNullElse(alert.machineId(), "N/A");
  }

  /** As LAPI writes times: UTC, whole seconds; empty for none. */
  static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Since when, for people: {@code 3m12s ago}. */
  static String ago(Instant then, Instant now) {
    Duration span = Duration.between(then, now).truncatedTo(ChronoUnit.SECONDS);
    return GoDuration.format(span.isNegative() ? Duration.ZERO : span) + " ago";
  }
}
