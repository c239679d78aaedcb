package io.gatehouse.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlackholeTest {
  private static final Duration LONG = Duration.ofNanos(100);

  @Test
  void without_a_duration_everything_passes() {
    Blackhole none = new Blackhole(Duration.ZERO, new Blackhole.Room(1));

    assertThat(none.passes("a", 0)).isTrue();
    assertThat(none.passes("a", 0)).isTrue();
  }

  @Test
  void time_that_goes_back_is_still_within() {
    Blackhole hole = new Blackhole(LONG, new Blackhole.Room(9));

    assertThat(hole.passes("a", 1000)).isTrue();
    assertThat(hole.passes("a", 10)).isFalse();
    assertThat(hole.passes("a", 1099)).isFalse();
    assertThat(hole.passes("a", 1100)).isTrue();
  }

  @Test
  void where_there_is_no_room_left_the_first_to_be_let_out_goes() {
    Blackhole hole = new Blackhole(LONG, new Blackhole.Room(2));
    hole.passes("a", 0);
    hole.passes("b", 1);
    hole.passes("c", 2);

    assertThat(hole.passes("b", 3)).isFalse();
    assertThat(hole.passes("c", 3)).isFalse();
    assertThat(hole.passes("a", 3)).isTrue();
  }

  @Test
  void room_is_shared_and_given_back() {
    Blackhole.Room room = new Blackhole.Room(2);
    Blackhole one = new Blackhole(LONG, room);
    Blackhole other = new Blackhole(LONG, room);
    one.passes("a", 0);
    other.passes("a", 0);
    one.passes("b", 1);
    assertThat(one.passes("a", 2)).as("went for b").isTrue();
    one.passes("x", 500);

    assertThat(one.entries()).hasSize(1);
    assertThat(other.passes("a", 3)).isFalse();
  }
}
