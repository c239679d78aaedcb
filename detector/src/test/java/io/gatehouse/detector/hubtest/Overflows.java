package io.gatehouse.detector.hubtest;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.OverflowAlert;
import io.gatehouse.detector.event.Source;
import io.gatehouse.detector.event.TimeMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Overflows to check assertions on. */
final class Overflows {
  private Overflows() {}

  /** One of a scenario, of an address, whose only event says which user was tried. */
  static Event of(String scenario, String address, String user) {
    Source source = new Source(AlertSource.of("Ip", address));
    AlertEvent event = new AlertEvent(Instant.EPOCH, List.of(new Meta("target_user", user)));
    OverflowAlert alert = new OverflowAlert(alert(scenario, event), source, Map.of());
    Overflow overflow =
        new Overflow("k", "id", false, new TreeMap<>(Map.of(address, source)), List.of(alert));
    return Event.of(overflow, TimeMode.TIMEMACHINE, Instant.EPOCH);
  }

  private static Alert alert(String scenario, AlertEvent event) {
    return new Alert(
        0,
        "",
        "",
        Instant.EPOCH,
        scenario,
        "",
        "",
        "",
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        5,
        "10s",
        false,
        true,
        "crowdsec",
        AlertSource.of("", ""),
        List.of(event),
        List.of(),
        List.of());
  }
}
