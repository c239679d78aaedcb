package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.lapi.UsageMetrics.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageWindowTest {
  private static final Map<String, String> CAPI = Map.of("origin", "CAPI", "ip_type", "ipv4");
  private static final Map<String, String> ALL = Map.of("ip_type", "ipv4");

  private final UsageWindow window = new UsageWindow();

  @Test
  void the_first_window_holds_all_that_was_counted() {
    assertThat(window.next(List.of(capi(7, 10, 600), all(100, 6000))))
        .containsExactly(
            new Item("dropped", 10, "packet", CAPI),
            new Item("dropped", 600, "byte", CAPI),
            new Item("active_decisions", 7, "ip", CAPI),
            new Item("processed", 100, "packet", ALL),
            new Item("processed", 6000, "byte", ALL));
  }

  @Test
  void a_later_window_holds_the_difference_and_the_present_number_of_decisions() {
    window.next(List.of(capi(7, 10, 600)));

    assertThat(window.next(List.of(capi(5, 12, 720))))
        .containsExactly(
            new Item("dropped", 2, "packet", CAPI),
            new Item("dropped", 120, "byte", CAPI),
            new Item("active_decisions", 5, "ip", CAPI));
  }

  @Test
  void a_counter_that_started_over_is_all_new() {
    window.next(List.of(capi(7, 10, 600)));

    assertThat(window.next(List.of(capi(7, 3, 180))))
        .contains(new Item("dropped", 3, "packet", CAPI), new Item("dropped", 180, "byte", CAPI));
  }

  @Test
  void a_point_that_does_not_answer_ends_no_window() {
    window.next(List.of(capi(7, 10, 600)));

    assertThat(window.next(List.of())).isEmpty();
    assertThat(window.next(List.of(capi(7, 11, 660))))
        .contains(new Item("dropped", 1, "packet", CAPI), new Item("dropped", 60, "byte", CAPI));
  }

  @Test
  void a_window_that_was_not_reported_is_part_of_the_next_one() {
    window.next(List.of(capi(7, 10, 600)));
    window.next(List.of(capi(7, 12, 720)));
    window.takeBack();

    assertThat(window.next(List.of(capi(7, 13, 780))))
        .contains(new Item("dropped", 3, "packet", CAPI), new Item("dropped", 180, "byte", CAPI));
  }

  private static Counters capi(long elements, long packets, long bytes) {
    return new Counters("CAPI", "ipv4", elements, packets, bytes);
  }

  private static Counters all(long packets, long bytes) {
    return new Counters("", "ipv4", 0, packets, bytes);
  }
}
