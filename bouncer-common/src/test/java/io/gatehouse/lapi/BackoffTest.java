package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  /** Always the least or always the greatest that is asked for. */
  private record Extreme(boolean greatest) implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long nextLong(long origin, long bound) {
      return greatest ? bound - 1 : origin;
    }
  }

  @Test
  void limit_doubles_up_to_a_minute_and_stays_there() {
    Backoff backoff = Backoff.upToAMinute(new Extreme(true));

    for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      assertThat(backoff.afterFailure()).hasSeconds(seconds);
    }
  }

  @Test
  void wait_may_be_as_short_as_a_tenth_of_the_first_limit() {
    Backoff backoff = Backoff.upToAMinute(new Extreme(false));

    assertThat(backoff.afterFailure()).hasMillis(100);
    assertThat(backoff.afterFailure()).hasMillis(100);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void wait_stays_within_bounds_however_many_failures(long seed) {
    Backoff backoff = Backoff.upToAMinute(new Random(seed));

    for (int i = 0; i < 5_000; i++) {
      assertThat(backoff.afterFailure()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(60));
    }
    assertThat(backoff.failures()).isEqualTo(5_000);
  }

  @Test
  void success_begins_anew() {
    Backoff backoff = Backoff.upToAMinute(new Extreme(true));
    backoff.afterFailure();
    backoff.afterFailure();

    backoff.reset();

    assertThat(backoff.failures()).isZero();
    assertThat(backoff.afterFailure()).hasSeconds(1);
  }

  @Test
  void refuses_a_cap_below_the_first_limit() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), new Extreme(true)));
  }
}
