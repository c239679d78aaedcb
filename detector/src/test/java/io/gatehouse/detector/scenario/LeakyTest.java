package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.scenario.Fill.live;
import static io.gatehouse.detector.scenario.Fill.logged;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakyTest {
  private static final String TWO = Fill.scenario("leaky", "capacity: 2\nleakspeed: 10s\n");

  @Test
  void overflows_at_the_event_beyond_its_capacity() {
    Fill fill = new Fill(TWO);

    assertThat(fill.pour(live("192.0.2.1"))).isZero();
    assertThat(fill.pour(live("192.0.2.1"))).isZero();
    assertThat(fill.pour(live("192.0.2.2"))).isZero();
    assertThat(fill.pour(live("192.0.2.1"))).isOne();
    assertThat(fill.alert().source().value()).isEqualTo("192.0.2.1");
    assertThat(fill.pour(live("192.0.2.1"))).as("a new bucket").isZero();
  }

  @Test
  void leaks_by_the_clock_of_the_host_when_live() {
    Fill fill = new Fill(TWO);
    fill.pour(live("192.0.2.1"));
    fill.pour(live("192.0.2.1"));
    fill.pass("10S");

    assertThat(fill.pour(live("192.0.2.1"))).isZero();
    assertThat(fill.pour(live("192.0.2.1"))).isOne();
  }

  @Test
  void a_refill_at_the_very_nanosecond_is_enough() {
    Fill fill = new Fill(Fill.scenario("leaky", "capacity: 1\nleakspeed: 0.1s\n"));
    for (int i = 0; i < 1000; i++) {
      assertThat(fill.pour(logged(i * 0.1, "192.0.2.1"))).as("event %d", i).isZero();
    }
    assertThat(fill.pour(logged(99.999, "192.0.2.1"))).isOne();
  }

  @Test
  void time_that_goes_back_leaks_nothing() {
    Fill fill = new Fill(TWO);
    fill.pour(logged(50, "192.0.2.1"));
    fill.pour(logged(0, "192.0.2.1"));

    assertThat(fill.pour(logged(0, "192.0.2.1"))).isOne();
  }

  @Test
  void an_endless_time_is_no_overflow_of_numbers() {
    Fill fill = new Fill(Fill.scenario("leaky", "capacity: 2147483647\nleakspeed: 100000h\n"));

    assertThat(fill.pour(live("192.0.2.1"))).isZero();
    assertThat(fill.tick()).isZero();
    assertThat(fill.deeds.count("underflowed")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void agrees_with_a_slow_replay_in_both_modes(int seed) {
    Random random = new Random(seed);
    int capacity = 1 + random.nextInt(6);
    int leakMillis = 100 * (1 + random.nextInt(50));
    Fill fill =
        new Fill(
            Fill.scenario("leaky", "capacity: " + capacity + "\nleakspeed: " + leakMillis + "ms"));
    SlowBucket slow = new SlowBucket(capacity, leakMillis);
    long millis = 0;
    for (int i = 0; i < 3000; i++) {
      int gap = random.nextInt(10) == 0 ? capacity * leakMillis * 2 : leakMillis * 3 / 2;
      int wait = random.nextInt(gap + 1) / 100 * 100;
      millis += wait;
      fill.pass(wait / 1000.0 + "S");
      boolean expected = slow.pour(millis);
      assertThat(fill.pour(live("192.0.2.1")) > 0).as("live %d", i).isEqualTo(expected);
      assertThat(fill.pour(logged(millis / 1000.0, "192.0.2.2")) > 0)
          .as("replay %d", i)
          .isEqualTo(expected);
    }
    assertThat(fill.deeds.count("overflowed")).isPositive();
  }

  /** Counts exactly, in whole milliseconds of debt, from all times since the bucket was fresh. */
  private static final class SlowBucket {
    private final int capacity;
    private final int leakMillis;
    private final List<Long> times = new ArrayList<>();

    SlowBucket(int capacity, int leakMillis) {
      this.capacity = capacity;
      this.leakMillis = leakMillis;
    }

    boolean pour(long now) {
      boolean dead =
          !times.isEmpty() && now - times.get(times.size() - 1) >= (capacity + 1L) * leakMillis;
      if (dead) {
        times.clear();
      }
      times.add(now);
      long level = 0;
      long last = times.get(0);
      for (long time : times) {
        level = Math.max(0, level - (time - last)) + leakMillis;
        last = time;
      }
      if (level > (long) capacity * leakMillis) {
        times.clear();
        return true;
      }
      return false;
    }
  }
}
