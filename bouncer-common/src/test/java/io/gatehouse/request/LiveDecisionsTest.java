package io.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Decisions;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.lapi.LapiClient;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.GeoIp;
import io.gatehouse.store.EffectiveOrder;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveDecisionsTest {
  private static final IpAddress ADDRESS = IpAddress.parse("203.0.113.9");

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final List<Target> asked = new ArrayList<>();
  private List<Decision> answer = List.of();
  private boolean away;
  private final LiveDecisions decisions = decisions(GeoIp.NONE);

  @Test
  void an_answer_is_kept_for_a_moment() throws Exception {
    decisions.inForce(ADDRESS);
    decisions.inForce(ADDRESS);
    time.advance(Duration.ofSeconds(11));
    decisions.inForce(ADDRESS);

    assertThat(asked).hasSize(2);
  }

  @Test
  void an_answer_that_is_kept_ends_on_its_own_time() throws Exception {
    answer =
        List.of(
            new Decision(
                1,
                Decisions.ban(1, "203.0.113.9").kind(),
                Decisions.ban(1, "203.0.113.9").target(),
                time.instant().plusSeconds(5)));
    assertThat(decisions.inForce(ADDRESS)).isPresent();

    time.advance(Duration.ofSeconds(6));

    assertThat(decisions.inForce(ADDRESS)).isEmpty();
  }

  @Test
  void after_three_failures_nobody_asks_for_a_while() {
    away = true;
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> decisions.inForce(ADDRESS))
          .isInstanceOf(DecisionsUnavailableException.class);
    }

    assertThat(asked).hasSize(3);
    time.advance(Duration.ofSeconds(6));
    away = false;
    assertThat(asked).hasSize(3);
  }

  @Test
  void it_is_asked_again_after_the_pause() throws Exception {
    after_three_failures_nobody_asks_for_a_while();

    assertThat(decisions.inForce(ADDRESS)).isEmpty();
  }

  @Test
  void its_country_and_as_are_asked_about_and_kept_for_all_who_are_there() throws Exception {
    List<Target> places = List.of(new Target.Country("FR"), new Target.AutonomousSystem(64500));
    LiveDecisions located = decisions(address -> places);

    located.inForce(ADDRESS);
    located.inForce(IpAddress.parse("203.0.113.10"));

    assertThat(asked)
        .extracting(Target::value)
        .containsExactly("203.0.113.9", "FR", "64500", "203.0.113.10");
  }

  private LiveDecisions decisions(GeoIp geoIp) {
    return new LiveDecisions(
        this::lookup,
        geoIp,
        EffectiveOrder.bySeverity(Remediation.BAN),
        Duration.ofSeconds(10),
        time);
  }

  private List<Decision> lookup(Target target) throws LapiException {
    asked.add(target);
    if (away) {
      try (LapiClient nobody =
          LapiClient.open(LapiConfig.at("http://127.0.0.1:1/").build(), time)) {
        return nobody.decisionsFor(target);
      }
    }
    return answer;
  }
}
