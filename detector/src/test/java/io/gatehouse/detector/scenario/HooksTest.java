package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.scenario.Fill.live;
import static io.gatehouse.detector.scenario.Fill.logged;
import static io.gatehouse.detector.scenario.Fill.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksTest {
  private static final String IP = "192.0.2.1";
  private static final String ONE = "capacity: 1\nleakspeed: 10s\n";

  @Test
  void a_trigger_overflows_at_once_and_asks_nothing_else() {
    Fill fill = new Fill(scenario("trigger", "distinct: evt.Meta.user\ncancel_on: 'true'"));

    assertThat(fill.pour(live(IP, "user", "root"))).isOne();
    assertThat(fill.pour(live(IP, "user", "root"))).isOne();
    assertThat(fill.alert().eventsCount()).isOne();
  }

  @Test
  void distinct_counts_each_value_once_and_does_not_prolong_the_bucket() {
    Fill fill = new Fill(scenario("leaky", ONE + "distinct: evt.Meta.user"));
    fill.pour(live(IP, "user", "root"));
    fill.pass("15S");
    assertThat(fill.pour(live(IP, "user", "root"))).isZero();
    fill.pass("5S");

    assertThat(fill.tick()).isZero();
    assertThat(fill.deeds.count("underflowed")).isOne();
  }

  @Test
  void distinct_lets_events_in_for_which_it_has_no_value() {
    Fill fill = new Fill(scenario("leaky", ONE + "distinct: string(int(evt.Meta.user))"));
    fill.pour(live(IP, "user", "root"));

    assertThat(fill.pour(live(IP, "user", "root"))).isOne();
    assertThat(fill.deeds.failures).hasSize(2).allMatch(reason -> reason.startsWith("distinct"));
  }

  @Test
  void distinct_values_that_are_no_text_are_all_the_same() {
    Fill fill = new Fill(scenario("leaky", ONE + "distinct: evt.Unmarshaled.number"));
    Event one = live(IP);
    one.unmarshaled().put("number", 1L);
    fill.pour(one);
    Event two = live(IP);
    two.unmarshaled().put("number", 2L);

    assertThat(fill.pour(two)).isZero();
  }

  @Test
  void cancel_on_takes_the_bucket_and_the_event_away() {
    Fill fill = new Fill(scenario("leaky", ONE + "cancel_on: evt.Meta.result == 'success'"));
    fill.pour(live(IP));
    fill.pour(live(IP, "result", "success"));

    assertThat(fill.deeds.count("cancelled")).isOne();
    assertThat(fill.pour(live(IP))).as("into a new bucket").isZero();
    assertThat(fill.pour(live(IP))).isOne();
  }

  @Test
  void a_condition_sees_the_queue_with_the_newest_event_last() {
    Fill fill =
        new Fill(
            scenario(
                "conditional",
                "capacity: -1\nleakspeed: 10s\n"
                    + "condition: len(queue.Queue) == 3 && queue.Queue[-1].Meta.path == '/c'"
                    + " && queue.Queue[0].Meta.path == '/a' && leaky.Total_count == 3"));

    assertThat(fill.pour(live(IP, "path", "/a"))).isZero();
    assertThat(fill.pour(live(IP, "path", "/b"))).isZero();
    assertThat(fill.pour(live(IP, "path", "/c"))).isOne();
    assertThat(fill.alert().events()).hasSize(3);
  }

  @Test
  void a_conditional_bucket_never_overflows_by_its_capacity() {
    Fill fill =
        new Fill(scenario("conditional", "capacity: 1\nleakspeed: 10s\ncondition: 'false'\n"));

    for (int i = 0; i < 10; i++) {
      assertThat(fill.pour(live(IP))).isZero();
    }
  }

  @Test
  void a_condition_without_value_is_false() {
    Fill fill =
        new Fill(
            scenario(
                "conditional", "capacity: -1\nleakspeed: 10s\ncondition: queue.Queue[5] != nil"));

    assertThat(fill.pour(live(IP))).isZero();
    assertThat(fill.deeds.failures).singleElement().asString().startsWith("condition");
  }

  @Test
  void a_counter_overflows_when_its_time_has_passed_since_the_first_event() {
    Fill fill = new Fill(scenario("counter", "capacity: -1\nduration: 10s\n"));
    fill.pour(live(IP));
    fill.pass("9S");
    fill.pour(live(IP));
    assertThat(fill.tick()).isZero();
    fill.pass("1S");

    assertThat(fill.tick()).isOne();
    assertThat(fill.alert().eventsCount()).isEqualTo(2);
    assertThat(fill.alert().stopAt()).isEqualTo(Fill.START.plusSeconds(10));
  }

  @Test
  void a_counter_of_a_replay_overflows_in_the_logs_time() {
    Fill fill = new Fill(scenario("counter", "capacity: -1\nduration: 10s\n"));
    fill.pour(logged(0, IP));
    fill.pour(logged(5, IP));

    assertThat(fill.pour(logged(25, "192.0.2.9"))).isOne();
    assertThat(fill.alert().eventsCount()).isEqualTo(2);
    assertThat(fill.alert().stopAt()).isEqualTo(Fill.START.plusSeconds(10));
  }

  @Test
  void a_bayesian_bucket_weighs_what_speaks_for_and_against_an_attack() {
    Fill fill =
        new Fill(
            scenario(
                "bayesian",
                """
                capacity: -1
                leakspeed: 10s
                bayesian_prior: 0.5
                bayesian_threshold: 0.8
                bayesian_conditions:
                  - {condition: evt.Meta.a == '1', prob_given_evil: 0.8, prob_given_benign: 0.2, guillotine: true}
                  - {condition: evt.Meta.b == '1', prob_given_evil: 0.9, prob_given_benign: 0.3}
                """));

    assertThat(fill.pour(live(IP, "a", "1"))).as("0.8 * 0.1 against 0.2 * 0.7").isZero();
    assertThat(fill.pour(live(IP))).as("still true, for good").isZero();
    assertThat(fill.pour(live(IP, "b", "1"))).as("12 to 1").isOne();
  }

  @Test
  void an_overflow_filter_decides_about_the_whole_bucket() {
    String filter =
        "overflow_filter: any(queue.Queue, {.Meta.user == 'root'}) && signal.Alert != nil";
    Fill fill = new Fill(scenario("leaky", ONE + filter));
    fill.pour(live(IP, "user", "guest"));
    assertThat(fill.pour(live(IP, "user", "guest"))).isZero();
    fill.pour(live(IP, "user", "root"));

    assertThat(fill.pour(live(IP, "user", "guest"))).isOne();
    assertThat(fill.deeds.count("discarded by overflow_filter")).isOne();
  }

  @Test
  void an_overflow_filter_without_value_lets_it_pass() {
    Fill fill = new Fill(scenario("trigger", "overflow_filter: queue.Queue[7] == nil"));

    assertThat(fill.pour(live(IP))).isOne();
  }

  @ParameterizedTest
  @CsvSource({"59S, 0", "60S, 1"})
  void a_black_hole_swallows_until_its_time_is_over_and_is_not_prolonged(String wait, int passes) {
    Fill fill = new Fill(scenario("trigger", "blackhole: 1m"));
    assertThat(fill.pour(live(IP))).isOne();
    assertThat(fill.pour(live("192.0.2.2"))).as("somebody else").isOne();
    fill.pass("30S");
    assertThat(fill.pour(live(IP))).isZero();
    fill.pass("-30S");
    fill.pass(wait);

    assertThat(fill.pour(live(IP))).isEqualTo(passes);
  }

  @Test
  void a_black_hole_of_a_replay_is_in_the_logs_time() {
    Fill fill = new Fill(scenario("trigger", "blackhole: 1m"));

    assertThat(fill.pour(logged(0, IP))).isOne();
    assertThat(fill.pour(logged(59, IP))).isZero();
    assertThat(fill.pour(logged(61, IP))).isOne();
  }

  @Test
  void a_condition_counts_anew_what_a_rule_rewrites_in_a_queue() {
    String keys = "capacity: -1\nleakspeed: 10s\ncondition: ";
    String rewriting =
        keys + "evt.Meta.go == 'yes' && queue.Queue[0].SetMeta('kind', 'b') && false";
    String counting = keys + "count(queue.Queue, {#.Meta.kind == 'a'}) < len(queue.Queue)";
    Fill fill =
        new Fill(
            scenario("conditional", rewriting).replace("t/conditional", "t/rewriting")
                + "\n---\n"
                + scenario("conditional", counting));
    for (int i = 0; i < 30; i++) {
      assertThat(fill.pour(live(IP, "kind", "a"))).isZero();
    }

    assertThat(fill.pour(live(IP, "kind", "a", "go", "yes"))).isOne();
  }
}
