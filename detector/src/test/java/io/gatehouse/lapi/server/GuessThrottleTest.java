package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpAddress;
import io.gatehouse.testing.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessThrottleTest {
  private static final IpAddress GUESSER = IpAddress.parse("2001:db8::1");
  private static final IpAddress SAME_SITE = IpAddress.parse("2001:db8::2");
  private static final IpAddress OTHER = IpAddress.parse("192.0.2.1");

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final GuessThrottle throttle = new GuessThrottle(time);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(GUESSER);
    }
  }

  @Test
  void the_first_failures_cost_nothing() {
    fail(19);

    assertThat(throttle.failed(GUESSER)).isZero();
    assertThat(throttle.failed(GUESSER)).isEqualTo(GuessThrottle.HOLD);
  }

  @Test
  void with_several_answers_held_back_nothing_more_is_tried() {
    fail(24);

    assertThat(throttle.refuses(GUESSER)).isTrue();
    assertThat(throttle.refuses(SAME_SITE)).isTrue();
    assertThat(throttle.refuses(OTHER)).isFalse();

    throttle.answered(GUESSER);

    assertThat(throttle.refuses(GUESSER)).isFalse();
  }

  @Test
  void failures_are_forgotten_with_time() {
    fail(20);

    time.advance(Duration.ofMinutes(2));

    assertThat(throttle.failed(GUESSER)).isZero();
  }

  @Test
  void a_clock_set_back_forgives_nothing_and_breaks_nothing() {
    fail(20);

    time.advance(Duration.ofHours(-1));

    assertThat(throttle.failed(GUESSER)).isEqualTo(GuessThrottle.HOLD);
  }

  @Test
  void only_so_many_addresses_are_remembered() {
    fail(30);

    for (int i = 0; i < 20_000; i++) {
      throttle.failed(IpAddress.ofIpv4(i));
    }

    assertThat(throttle.refuses(GUESSER)).isFalse();
  }
}
