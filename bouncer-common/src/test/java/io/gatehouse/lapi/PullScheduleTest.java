package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.lapi.LapiException.Effect;
import io.gatehouse.lapi.LapiException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullScheduleTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration TURN = Duration.ofSeconds(10);

  private final PullSchedule schedule = new PullSchedule(Duration.ofHours(1), new Random(7));

  private static PullSummary summary(Pull pull) {
    return new PullSummary(pull, NOON, 0, 0, SkippedRows.NONE, false);
  }

  private void afterFirstPull() {
    schedule.succeeded(summary(Pull.FULL), NOON);
  }

  @Test
  void begins_with_everything_and_goes_on_with_changes() {
    assertThat(schedule.next(NOON)).isEqualTo(Pull.FULL);

    afterFirstPull();

    assertThat(schedule.next(NOON.plus(TURN))).isEqualTo(Pull.DELTA);
  }

  @Test
  void begins_with_everything_until_that_has_succeeded() {
    schedule.failed(Pull.FULL, LapiException.of(Kind.UNREACHABLE, "refused"));

    assertThat(schedule.next(NOON)).isEqualTo(Pull.FULL);
  }

  @ParameterizedTest
  @CsvSource({"NONE, DELTA", "UNKNOWN, FULL"})
  void asks_for_everything_after_an_answer_that_may_have_been_lost(Effect effect, Pull next) {
    afterFirstPull();

    schedule.failed(Pull.DELTA, LapiException.of(Kind.TIMEOUT, "late").with(effect, 0));

    assertThat(schedule.next(NOON.plus(TURN))).isEqualTo(next);
  }

  @Test
  void asks_for_everything_after_a_doubtful_delta() {
    afterFirstPull();

    schedule.succeeded(summary(Pull.DELTA).withDoubt(), NOON.plus(TURN));

    assertThat(schedule.next(NOON.plus(TURN))).isEqualTo(Pull.FULL);
  }

  @ParameterizedTest
  @CsvSource({"PT10M, DELTA", "PT10M1S, FULL", "-PT10M, DELTA", "-PT11M, FULL"})
  void asks_for_everything_after_a_long_gap_or_a_clock_jump(Duration since, Pull next) {
    afterFirstPull();

    assertThat(schedule.next(NOON.plus(since))).isEqualTo(next);
  }

  @Test
  void asks_for_everything_about_every_hour() {
    afterFirstPull();
    Duration full = untilNextFull();

    assertThat(full).isBetween(Duration.ofMinutes(54), Duration.ofMinutes(67));
  }

  /** Pulls every ten seconds until it asks for everything. */
  private Duration untilNextFull() {
    Instant now = NOON.plus(TURN);
    while (schedule.next(now) == Pull.DELTA) {
      schedule.succeeded(summary(Pull.DELTA), now);
      now = now.plus(TURN);
    }
    return Duration.between(NOON, now);
  }

  @Test
  void asks_for_everything_when_told() {
    afterFirstPull();

    schedule.requestFull();

    assertThat(schedule.next(NOON)).isEqualTo(Pull.FULL);
  }
}
