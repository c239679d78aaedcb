package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.scenario.Fill.live;
import static io.gatehouse.detector.scenario.Fill.logged;
import static io.gatehouse.detector.scenario.Fill.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import io.gatehouse.testing.LogLines;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final String IP = "192.0.2.1";
  private static final String LEAKY = scenario("leaky", "capacity: 1\nleakspeed: 10s\n");

  private static String trigger(String name, String filter) {
    return """
        type: trigger
        name: %s
        description: a test
        filter: "%s"
        """
        .formatted(name, filter);
  }

  @Test
  void events_go_to_every_scenario_that_is_for_them_in_the_order_of_loading() {
    Fill fill =
        new Fill(
            String.join(
                "---\n",
                trigger("t/c", "evt.Meta.service == 'test'"),
                trigger("t/b", "evt.Meta.source_ip == '192.0.2.1'"),
                trigger("t/a", "evt.Meta.service in ['test', 'other'] && evt.Meta.x == ''"),
                trigger("t/no", "evt.Meta.service == 'other'"),
                trigger("t/any", "evt.Meta.source_ip startsWith '192'")));

    assertThat(fill.pour(live(IP))).isEqualTo(4);
    assertThat(fill.deeds.told)
        .filteredOn(told -> told.startsWith("poured"))
        .containsExactly("poured t/c", "poured t/b", "poured t/a", "poured t/any");
  }

  @Test
  void what_a_filter_sets_the_scenarios_after_it_are_found_by() {
    Fill fill =
        new Fill(
            String.join(
                "---\n",
                trigger("t/before", "evt.Meta.kind == 'new'"),
                trigger("t/sets", "evt.Meta.service == 'test' && evt.SetMeta('kind', 'new')"),
                trigger("t/late", "evt.SetMeta('seen', '1') && evt.Meta.kind == 'no'"),
                trigger("t/after", "evt.Meta.kind == 'new'")));
    Event event = live(IP);

    assertThat(fill.pour(event)).isEqualTo(2);
    assertThat(fill.deeds.told).contains("poured t/after").doesNotContain("poured t/before");
    assertThat(event.meta()).as("set before the demand fails").containsKey("seen");
  }

  @Test
  void documents_of_one_name_and_filter_share_a_bucket_that_gets_each_event_twice() {
    String keys = "capacity: 3\nleakspeed: 10s\n";
    Fill fill = new Fill(scenario("leaky", keys) + "---\n" + scenario("leaky", keys));

    assertThat(fill.pour(live(IP))).isZero();
    assertThat(fill.buckets.pour(live(IP)).overflows()).hasSize(1);
    assertThat(fill.deeds.count("instantiated")).isOne();
  }

  @Test
  void a_filter_without_value_keeps_the_event_from_the_scenarios_after_it() {
    String wrong = "int(evt.Meta.number) > 1";
    Fill fill =
        new Fill(
            trigger("t/a", "true")
                + "---\n"
                + trigger("t/b", wrong)
                + "---\n"
                + trigger("t/c", "true"));

    assertThat(fill.pour(live(IP, "number", "many"))).isOne();
    assertThat(fill.pour(live(IP, "number", "2"))).isEqualTo(3);
    assertThat(fill.deeds.failures).singleElement().asString().startsWith("filter");
  }

  @Test
  void a_groupby_that_is_no_text_keeps_the_event_from_the_scenarios_after_it() {
    String wrong = trigger("t/b", "true") + "groupby: evt.Unmarshaled.x\n";
    Fill fill = new Fill(wrong + "---\n" + trigger("t/c", "true"));

    assertThat(fill.pour(live(IP))).isZero();
    assertThat(fill.deeds.failures).singleElement().asString().startsWith("groupby");
  }

  @Test
  void live_buckets_end_when_nothing_was_poured_for_their_life_time() {
    Fill fill = new Fill(LEAKY);
    fill.pour(live(IP));
    fill.pass("15S");
    fill.pour(live("192.0.2.2"));
    fill.pass("5S");

    assertThat(fill.tick()).isZero();
    assertThat(fill.deeds.count("underflowed")).isOne();
    assertThat(fill.buckets.count().values()).containsExactly(1);
  }

  @Test
  void a_bucket_whose_time_is_over_is_not_poured_into_though_nobody_has_ticked() {
    Fill fill =
        new Fill(scenario("leaky", "capacity: 5\nleakspeed: 1s\ncondition: leaky.Total_count > 1"));
    fill.pour(live(IP));
    fill.pass("6S");

    assertThat(fill.pour(live(IP))).isZero();
    assertThat(fill.deeds.count("instantiated")).isEqualTo(2);
  }

  @Test
  void a_replayed_bucket_lives_exactly_its_time_after_the_last_event() {
    Fill fill =
        new Fill(
            scenario("leaky", "capacity: 1\nleakspeed: 10s\ncondition: leaky.Total_count > 1"));
    fill.pour(logged(0, IP));
    assertThat(fill.pour(logged(20, IP))).isOne();

    fill.pour(logged(30, IP));
    assertThat(fill.pour(logged(50.001, IP))).isZero();
  }

  @Test
  void a_replayed_event_without_time_goes_into_triggers_only() {
    Fill fill = new Fill(LEAKY + "---\n" + scenario("trigger", ""));
    Event event = logged(0, IP);
    event.setMarshaledTime("yesterday");

    assertThat(fill.pour(event)).isOne();
    assertThat(fill.alert().startAt()).isEqualTo(Fill.START);
    assertThat(fill.deeds.failures).singleElement().asString().startsWith("time");
  }

  @Test
  void dead_buckets_of_a_replay_are_swept_out_now_and_then() {
    Fill fill = new Fill(LEAKY);
    for (int i = 0; i < Buckets.EVENTS_PER_SWEEP * 2; i++) {
      fill.pour(logged(i, "198.51." + i / 200 + "." + i % 200));
    }

    assertThat(fill.buckets.count().values()).allMatch(count -> count < 30);
  }

  @Test
  void a_bucket_keeps_its_newest_events_and_counts_all() {
    String keys = "capacity: 4\ncache_size: 2\nleakspeed: 10s\n";
    Fill fill = new Fill(scenario("leaky", keys));
    for (int i = 0; i < 5; i++) {
      fill.pour(live(IP, "n", "" + i));
    }

    assertThat(fill.alert().eventsCount()).isEqualTo(5);
    assertThat(fill.alert().events())
        .extracting(event -> event.meta().get(0).value())
        .containsExactly("2", "3", "4");
  }

  @Test
  void of_too_many_buckets_the_oldest_of_the_busiest_scenario_goes_and_it_is_said_once() {
    String quiet = trigger("t/quiet", "evt.Meta.service == 'quiet'").replace("trigger", "leaky");
    String yaml = LEAKY + "---\n" + quiet + "capacity: 1\nleakspeed: 10s\n";
    Fill fill = new Fill(yaml, new BucketLimits(3, 100, 10));
    Event first = live("198.51.100.1");
    first.meta().put("service", "quiet");
    fill.pour(first);
    try (LogLines log = LogLines.of("io.gatehouse.detector.scenario")) {
      for (int i = 1; i <= 9; i++) {
        fill.pour(live("192.0.2." + i));
      }
      assertThat(log.levels()).containsOnlyOnce("WARN");
    }

    assertThat(fill.buckets.evicted()).isEqualTo(7);
    assertThat(fill.deeds.count("evicted t/leaky")).isEqualTo(7);
    assertThat(fill.pour(live("192.0.2.9"))).as("the newest is there").isOne();
    assertThat(fill.pour(live("192.0.2.1"))).as("the oldest is not").isZero();
  }

  @Test
  void of_too_many_events_the_oldest_bucket_that_holds_them_goes() {
    String keys = "capacity: 50\nleakspeed: 10s\ndistinct: evt.Meta.n\n";
    Fill fill = new Fill(scenario("leaky", keys), new BucketLimits(100, 20, 50));
    for (int i = 0; i < 40; i++) {
      fill.pour(live("192.0.2." + i % 4, "n", "" + i));
    }

    assertThat(fill.buckets.held()).isBetween(1, 20);
    assertThat(fill.buckets.evicted()).isPositive();
  }

  @Test
  void one_bucket_holds_no_more_than_its_limit() {
    String keys = "capacity: -1\nleakspeed: 10s\ncondition: 'false'\ndistinct: evt.Meta.n\n";
    Fill fill = new Fill(scenario("conditional", keys), new BucketLimits(9, 1000, 10));
    for (int i = 0; i < 500; i++) {
      fill.pour(live(IP, "n", "" + i));
    }

    assertThat(fill.buckets.held()).isEqualTo(21);
  }

  @Test
  void maps_lists_and_counts_stay_in_step_whatever_happens() {
    Random random = new Random(7);
    String leaky = scenario("leaky", "capacity: 2\nleakspeed: 1s\ncancel_on: evt.Meta.n == '1'\n");
    String counter = scenario("counter", "capacity: -1\nduration: 3s\ndistinct: evt.Meta.n\n");
    Fill fill = new Fill(leaky + "---\n" + counter, new BucketLimits(40, 60, 8));
    for (int i = 0; i < 20_000; i++) {
      String ip = "192.0.2." + random.nextInt(60);
      String n = "" + random.nextInt(9);
      fill.pour(random.nextBoolean() ? live(ip, "n", n) : logged(i / 10.0, ip, "n", n));
      fill.pass(random.nextInt(3) * 0.1 + "S");
      fill.tick();
    }
    fill.pass("100S");
    fill.tick();
    fill.buckets.advance(Fill.START.plusSeconds(1_000_000));

    assertThat(fill.buckets.count()).isEmpty();
    assertThat(fill.buckets.held()).isZero();
    assertThat(fill.deeds.count("evicted")).isPositive();
    long ends =
        fill.deeds.count("overflowed")
            + fill.deeds.count("underflowed")
            + fill.deeds.count("cancelled")
            + fill.deeds.count("evicted");
    assertThat(ends).isEqualTo(fill.deeds.count("instantiated"));
  }

  @Test
  @Tag("soak")
  void a_million_sources_are_no_more_than_the_limit() {
    Buckets buckets = Buckets.of(Fill.scenarios(LEAKY)).build();
    for (int i = 0; i < 1_000_000; i++) {
      buckets.pour(live("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
    }

    assertThat(buckets.count().values()).containsExactly(BucketLimits.DEFAULT.maxBuckets());
    assertThat(buckets.evicted()).isEqualTo(900_000);
  }
}
