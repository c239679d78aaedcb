package io.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.policy.IdentityLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final IdentityLimits LIMITS =
      new IdentityLimits(10, Duration.ofSeconds(10), 5, 5, Duration.ofMinutes(10));

  private final Rate rate = new Rate();

  @Test
  void a_burst_passes_and_then_one_a_second() {
    for (int i = 0; i < 5; i++) {
      assertThat(rate.take(0, LIMITS, 1)).isZero();
    }

    assertThat(rate.take(0, LIMITS, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(rate.take(1000, LIMITS, 1)).isZero();
    assertThat(rate.take(1000, LIMITS, 1)).isPositive();
  }

  @Test
  void many_people_share_many_times_the_rate() {
    for (int i = 0; i < 50; i++) {
      assertThat(rate.take(0, LIMITS, 10)).isZero();
    }

    assertThat(rate.take(0, LIMITS, 10)).isPositive();
  }
}
