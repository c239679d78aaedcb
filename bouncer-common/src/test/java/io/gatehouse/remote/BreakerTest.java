package io.gatehouse.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final ManualTime time = ManualTime.at("2026-11-28T08:00:00Z");
  private final Breaker breaker = new Breaker(time, 3, PAUSE);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  @Test
  void a_service_is_asked_until_it_has_failed_three_times_in_a_row() {
    fail(2);
    breaker.answered();
    fail(2);
    assertThat(breaker.tryAsk()).isTrue();

    fail(1);

    assertThat(breaker.tryAsk()).isFalse();
  }

  @Test
  void after_the_pause_one_question_goes_first() {
    fail(3);
    time.advance(PAUSE);

    assertThat(breaker.tryAsk()).isTrue();
    assertThat(breaker.tryAsk()).isFalse();
  }

  @Test
  void all_are_asked_again_once_that_one_is_answered() {
    fail(3);
    time.advance(PAUSE);
    breaker.tryAsk();

    breaker.answered();

    assertThat(breaker.tryAsk()).isTrue();
    assertThat(breaker.tryAsk()).isTrue();
  }

  @Test
  void it_pauses_again_if_that_one_fails() {
    fail(3);
    time.advance(PAUSE);
    breaker.tryAsk();
    fail(1);

    time.advance(PAUSE.minusMillis(1));

    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void what_visitors_can_provoke_counts_only_while_the_service_has_never_worked() {
    breaker.worked();
    for (int i = 0; i < 10; i++) {
      breaker.failedPerhaps();
    }
    assertThat(breaker.admits()).isTrue();

    Breaker fresh = new Breaker(time, 3, PAUSE);
    for (int i = 0; i < 3; i++) {
      fresh.failedPerhaps();
    }
    assertThat(fresh.admits()).isFalse();
  }
}
