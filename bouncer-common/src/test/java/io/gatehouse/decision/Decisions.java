package io.gatehouse.decision;

import java.time.Duration;
import java.time.Instant;

/** Decisions for tests, spelled as a test reads best. */
public final class Decisions {
  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private Decisions() {}

  /** A ban by a profile that lasts four hours from the tests' usual beginning. */
  public static Decision ban(long id, String value) {
    return decision(id, "ban", "crowdsec", value, Duration.ofHours(4));
  }

  /** A decision of this type. */
  public static Decision decision(
      long id, String type, String origin, String value, Duration lasting) {
    DecisionKind kind =
        new DecisionKind(Remediation.of(type), new Origin(origin), "crowdsecurity/ssh-bf");
    return new Decision(id, kind, Target.of(Scope.IP, value), EPOCH.plus(lasting));
  }
}
