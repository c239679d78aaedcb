package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import io.gatehouse.decision.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Alerts as a LAPI would answer them. */
final class SampleAlerts {
  private static final Instant STORED = Instant.parse("2025-12-31T23:59:00Z");

  private SampleAlerts() {}

  /** Of a log processor, with two decisions on one address. */
  static Alert bruteForce() {
    return new Alert(
        42,
        "8a1f9f4e-0000-4000-8000-000000000042",
        "web01",
        STORED,
        "crowdsecurity/ssh-bf",
        "4441dcff07",
        "0.3",
        "Ip 192.0.2.7 performed 'crowdsecurity/ssh-bf'",
        6,
        Instant.parse("2025-12-31T23:58:50Z"),
        Instant.parse("2025-12-31T23:58:54Z"),
        5,
        "10s",
        false,
        true,
        "crowdsec",
        new AlertSource(
            "Ip",
            "192.0.2.7",
            "192.0.2.7",
            "192.0.2.0/24",
            "64500",
            "EXAMPLE, Inc",
            "FR",
            48.8f,
            2.3f),
        List.of(
            new AlertEvent(
                Instant.parse("2025-12-31T23:58:54Z"),
                List.of(new Meta("source_ip", "192.0.2.7"), new Meta("log_type", "ssh")))),
        List.of(new Meta("target_user", "[\"root\",\"admin\"]")),
        List.of(
            decision(17, "crowdsec", "ban", "Ip", "192.0.2.7", "crowdsecurity/ssh-bf", "3h59m40s"),
            decision(18, "crowdsec", "ban", "Ip", "192.0.2.7", "crowdsecurity/ssh-bf", "3h"),
            decision(16, "crowdsec", "ban", "Ip", "192.0.2.7", "crowdsecurity/ssh-bf", "-20s")));
  }

  /** By hand, with a value that tables have to be careful with. */
  static Alert byHand() {
    return new Alert(
        43,
        "8a1f9f4e-0000-4000-8000-000000000043",
        null,
        STORED,
        "scanning, \"loudly\"",
        "",
        "",
        "scanning",
        1,
        STORED,
        STORED,
        0,
        "0",
        true,
        true,
        "cscli",
        AlertSource.of("Range", "2001:db8::/32"),
        List.of(),
        List.of(),
        List.of(
            new AlertDecision(
                19,
                "cscli",
                "captcha",
                "Range",
                "2001:db8::/32",
                "scanning, \"loudly\" \033[31m日本",
                Duration.ofDays(7),
                true)));
  }

  static AlertDecision decision(
      long id,
      String origin,
      String type,
      String scope,
      String value,
      String scenario,
      String duration) {
    return new AlertDecision(
        id, origin, type, scope, value, scenario, GoDuration.parse(duration), false);
  }
}
