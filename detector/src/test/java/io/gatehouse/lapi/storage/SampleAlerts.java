package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Alerts as tests want them. */
final class SampleAlerts {
  private SampleAlerts() {}

  static AlertDecision decision(String origin, String scope, String value, Duration duration) {
    return new AlertDecision(0, origin, "ban", scope, value, "test/scan", duration, false);
  }

  static AlertDecision ban(String address, Duration duration) {
    return decision("cscli", "Ip", address, duration);
  }

  static Alert of(Instant at, AlertSource source, List<AlertDecision> decisions) {
    return new Alert(
        0,
        null,
        null,
        null,
        "test/scan",
        "abc",
        "0.1",
        "a scan",
        6,
        at.minusSeconds(4),
        at,
        5,
        "10s",
        false,
        true,
        "crowdsec",
        source,
        List.of(new AlertEvent(at, List.of(new Meta("source_ip", "192.0.2.7")))),
        List.of(new Meta("target_user", "[\"root\"]")),
        decisions);
  }

  static Alert banning(Instant at, String address, Duration duration) {
    return of(at, AlertSource.of("Ip", address), List.of(ban(address, duration)));
  }

  /** As {@code cscli decisions import} sends it. */
  static Alert importing(Instant at, int count, Duration duration) {
    return of(
        at,
        AlertSource.of("", ""),
        IntStream.range(0, count)
            .mapToObj(i -> decision("cscli-import", "Ip", address(i), duration))
            .toList());
  }

  /** A different address for each number, in no order. */
  static String address(int number) {
    int mixed = number * 0x9E3779B1;
    return ((mixed >>> 24) | 1)
        + "."
        + (mixed >>> 16 & 255)
        + "."
        + (mixed >>> 8 & 255)
        + "."
        + (mixed & 255);
  }
}
