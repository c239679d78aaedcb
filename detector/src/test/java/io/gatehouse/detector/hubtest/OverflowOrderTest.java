package io.gatehouse.detector.hubtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.helper.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverflowOrderTest {
  private final World world = () -> Instant.parse("2026-01-01T00:00:00Z");
  private final AssertionCheck check = new AssertionCheck(Results.ofScenarios(world));

  private static List<Assertion> assertions(String... lines) {
    return Assertion.in("scenario.assert", String.join("\n", lines));
  }

  private static String user(int place, String user) {
    return "results[%d].Overflow.Alert.Events[0].GetMeta(\"target_user\") == \"%s\""
        .formatted(place, user);
  }

  @Test
  void overflows_are_numbered_from_the_last_scenario_to_the_first() {
    Event a = Overflows.of("a", "192.0.2.1", "x");
    Event b1 = Overflows.of("b", "192.0.2.1", "x");
    Event b2 = Overflows.of("b", "192.0.2.2", "x");
    Event again = Overflows.of("b", "192.0.2.2", "y");
    assertThat(OverflowOrder.sorted(List.of(a, b1, b2, again))).containsExactly(b2, again, b1, a);
  }

  @Test
  void up_to_twelve_equals_keep_their_order() {
    List<Event> two =
        List.of(Overflows.of("a", "192.0.2.1", "x"), Overflows.of("a", "192.0.2.1", "y"));
    assertThat(OverflowOrder.settled(two, assertions(user(0, "y")), check)).isEqualTo(two);
  }

  @Test
  void beyond_twelve_equals_go_where_the_assertions_want_them() {
    List<Event> many = new ArrayList<>();
    IntStream.range(0, 12).forEach(i -> many.add(Overflows.of("z", "192.0.2." + i, "z")));
    List.of("x", "y", "w").forEach(user -> many.add(Overflows.of("a", "192.0.2.1", user)));
    List<Assertion> wanted = assertions(user(12, "w"), user(14, "y"));

    List<Event> settled = OverflowOrder.settled(OverflowOrder.sorted(many), wanted, check);

    assertThat(check.over(settled).failures(wanted)).isEmpty();
    assertThat(settled).containsExactlyInAnyOrderElementsOf(many);
  }

  @Test
  void what_no_order_contents_fails() {
    List<Event> many = new ArrayList<>();
    IntStream.range(0, 13).forEach(i -> many.add(Overflows.of("a", "192.0.2.1", "u" + i)));
    List<Assertion> wanted = assertions(user(0, "u3"), user(1, "u3"));
    List<Event> settled = OverflowOrder.settled(many, wanted, check);
    assertThat(check.over(settled).failures(wanted)).isNotEmpty();
  }
}
