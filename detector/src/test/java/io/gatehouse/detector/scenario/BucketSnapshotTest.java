package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.scenario.Fill.live;
import static io.gatehouse.detector.scenario.Fill.logged;
import static io.gatehouse.detector.scenario.Fill.scenario;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.gatehouse.detector.event.Event;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketSnapshotTest {
  private static final String IP = "192.0.2.1";
  private static final String LEAKY = scenario("leaky", "capacity: 2\nleakspeed: 10s\n");
  private static final String BAYESIAN =
      scenario(
          "bayesian",
          """
          capacity: -1
          leakspeed: 20s
          bayesian_prior: 0.5
          bayesian_threshold: 0.8
          bayesian_conditions:
            - {condition: evt.Meta.a == '1', prob_given_evil: 0.8, prob_given_benign: 0.2, guillotine: true}
            - {condition: evt.Meta.b == '1', prob_given_evil: 0.9, prob_given_benign: 0.3}
          """);

  private static BucketSnapshot.Restored read(String text) throws Exception {
    return BucketSnapshot.read(
        new Fill(LEAKY).buckets, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void restarts_change_nothing_but_for_the_time_that_passes(int seed) throws Exception {
    String keys = "capacity: 3\nleakspeed: 2s\ndistinct: evt.Meta.a + evt.Meta.b\nblackhole: 10s\n";
    String yaml =
        scenario("leaky", keys)
            + "---\n"
            + BAYESIAN
            + "---\n"
            + scenario("counter", "capacity: -1\nduration: 7s\n");
    Random random = new Random(seed);
    Fill steady = new Fill(yaml);
    Fill restarting = new Fill(yaml);
    for (int i = 0; i < 1500; i++) {
      String ip = "192.0.2." + random.nextInt(5);
      String a = "" + random.nextInt(4);
      String b = "" + random.nextInt(4);
      if (random.nextInt(20) == 0) {
        restarting = restarting.restarted(yaml, "1S");
        steady.pass("1S");
      }
      String wait = random.nextInt(20) / 10.0 + "S";
      steady.pass(wait);
      restarting.pass(wait);
      assertThat(restarting.tick()).as("tick %d", i).isEqualTo(steady.tick());
      assertThat(restarting.pour(live(ip, "a", a, "b", b)))
          .as("event %d", i)
          .isEqualTo(steady.pour(live(ip, "a", a, "b", b)));
    }
    assertThat(steady.out).hasSizeGreaterThan(50);
  }

  @Test
  void an_alert_after_a_restart_tells_of_the_events_before_it() throws Exception {
    Fill before = new Fill(LEAKY);
    Event event = live(IP, "user", "root");
    event.parsed().put("p", "1");
    event.enriched().put("IsoCode", "FR");
    event.unmarshaled().put("json", Map.of("list", List.of("x", 1L, 2.5, true)));
    event.whitelist("test");
    before.pour(event);
    before.pour(live(IP));
    before.pass("1S");
    Fill after = before.restarted(LEAKY, "2S");
    after.pour(live(IP));

    assertThat(after.alert().eventsCount()).isEqualTo(3);
    assertThat(after.alert().startAt()).isEqualTo(Fill.START);
    assertThat(after.alert().stopAt()).isEqualTo(Fill.START.plusSeconds(3));
    assertThat(after.alert().events().get(0).meta()).hasSize(3);
  }

  @Test
  void an_event_comes_back_as_it_was_though_several_buckets_hold_it() throws Exception {
    String two =
        LEAKY
            + "---\n"
            + scenario("conditional", "capacity: -1\nleakspeed: 1m\ncondition: 'false'\n");
    Fill before = new Fill(two);
    Event event = live(IP);
    event.unmarshaled().put("json", Map.of("list", List.of("x", 1L, 2.5, true)));
    event.setStrTime("now");
    before.pour(event);

    String saved = new String(before.saved(), UTF_8);
    assertThat(saved.lines().filter(line -> line.startsWith("{\"event\""))).hasSize(1);
    assertThat(new String(before.restarted(two, "0S").saved(), UTF_8)).isEqualTo(saved);
  }

  @Test
  void buckets_whose_time_is_over_or_whose_scenario_has_changed_are_dropped() throws Exception {
    Fill before = new Fill(LEAKY);
    before.pour(live(IP));

    assertThat(before.restarted(LEAKY, "29S").buckets.count()).hasSize(1);
    assertThat(before.restarted(LEAKY, "30S").buckets.count()).isEmpty();
    assertThat(before.restarted(LEAKY + "labels: {a: 1}", "0S").buckets.count()).hasSize(1);
    String changed = LEAKY.replace("capacity: 2", "capacity: 3");
    assertThat(before.restarted(changed, "0S").buckets.count()).isEmpty();
  }

  @Test
  void buckets_of_a_replay_are_not_saved() throws Exception {
    Fill fill = new Fill(LEAKY);
    fill.pour(logged(0, IP));

    assertThat(new String(fill.saved(), UTF_8).lines()).hasSize(2);
  }

  @Test
  void overflows_that_were_poured_again_are_saved_as_well() throws Exception {
    String again =
        scenario("leaky", "capacity: 1\nleakspeed: 1m\n")
            .replace("evt.Meta.service == 'test'", "evt.GetType() == 'overflow'")
            .replace("groupby: evt.Meta.source_ip\n", "");
    Fill before = new Fill(scenario("trigger", "reprocess: true\n") + "---\n" + again);
    before.pour(live(IP));
    before.pour(before.out.get(0));
    Fill after = before.restarted(again, "1S");

    assertThat(after.pour(before.out.get(0))).isOne();
    assertThat(after.alert().source().value()).isEqualTo(IP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[1]",
        "{\"format\":\"other\",\"version\":1}",
        "{\"format\":\"gatehouse-buckets\",\"version\":2,\"saved_at\":\"2026-01-01T00:00:00Z\"}",
        "{\"format\":\"gatehouse-buckets\",\"version\":1,\"saved_at\":\"never\"}",
        "{\"format\":\"gatehouse-buckets\",\"version\":1,\"saved_at\":\"2026-01-01T00:00:00Z\"}",
      })
  void refuses_what_is_no_whole_snapshot(String text) {
    assertThatIOException().isThrownBy(() -> read(text));
  }

  @Test
  void refuses_every_snapshot_that_was_cut() throws Exception {
    Fill fill = new Fill(LEAKY);
    fill.pour(live(IP));
    String whole = new String(fill.saved(), UTF_8);

    assertThat(read(whole).buckets()).isOne();
    for (int length = 0; length < whole.length() - 2; length++) {
      String cut = whole.substring(0, length);
      assertThatIOException().as("cut at %d", length).isThrownBy(() -> read(cut));
    }
  }
}
