package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.ListMeasures;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DryRunEnforcerTest {
  private final ListMeasures desired =
      ListMeasures.at(Instant.parse("2026-01-01T00:00:00Z").getEpochSecond());
  private final DryRunEnforcer enforcer = new DryRunEnforcer();

  @Test
  void tells_the_whole_first_pull_once_it_is_there() throws EnforcementException {
    desired.incomplete().ban("192.0.2.1");
    assertThat(desired.plan(enforcer).isEmpty()).isTrue();
    desired.acknowledge();

    desired.completed().ban("192.0.2.2");

    assertThat(desired.plan(enforcer).rendering())
        .isEqualTo(
            """
            would ban 192.0.2.1 (all traffic) until 2026-01-01T01:00:00Z for cscli
            would ban 192.0.2.2 (all traffic) until 2026-01-01T01:00:00Z for cscli
            """);
  }

  @Test
  void tells_changes_afterwards() throws EnforcementException {
    desired.ban("192.0.2.1").apply(enforcer);

    desired.ban("192.0.2.2").unban("192.0.2.1");

    assertThat(desired.plan(enforcer).rendering())
        .isEqualTo(
            """
            would let 192.0.2.1 go
            would ban 192.0.2.2 (all traffic) until 2026-01-01T01:00:00Z for cscli
            """);
  }

  @Test
  void tells_a_hundred_and_the_number_of_the_others() {
    for (int i = 0; i < 103; i++) {
      desired.ban("192.0.2." + i);
    }

    assertThat(new DryRunEnforcer.Script(desired, true).rendering()).endsWith("… and 3 more\n");
  }
}
