package io.gatehouse.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alert;
import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.parse.NodeListener;
import io.gatehouse.detector.parse.Stashes;
import io.gatehouse.detector.scenario.AlertContext;
import io.gatehouse.detector.scenario.ScenarioFile;
import io.gatehouse.detector.scenario.Scenarios;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PipelineTest {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  /** Three lines of one address within its time. */
  private static final String BRUTE_FORCE =
      """
      type: leaky
      name: test/bf
      description: guesses
      filter: evt.Meta.log_type == 'failed'
      groupby: evt.Meta.source_ip
      capacity: 2
      leakspeed: 10s
      labels: {remediation: true}
      """;

  private final Recorder outlet = new Recorder();
  private final List<String> acknowledged = new ArrayList<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private EventParser postoverflows = EventParser.NONE;
  private Optional<Path> bucketFile = Optional.empty();
  private TimeMode mode = TimeMode.TIMEMACHINE;
  @TempDir private Path dir;
  private Predicate<Alert> allowed = alert -> false;

  @Test
  void lines_become_an_alert() throws Exception {
    Pipeline pipeline = run(BRUTE_FORCE, "192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.1");

    assertThat(outlet.taken)
        .extracting(alert -> alert.source().value())
        .containsExactly("192.0.2.1");
    assertThat(pipeline.counts()).isEqualTo(new Counts(4, 4, 1));
  }

  @Test
  void lines_that_no_parser_knows_are_kept_as_samples() throws Exception {
    Pipeline pipeline = run(BRUTE_FORCE, "unknown 1", "192.0.2.1", "unknown 2");

    assertThat(pipeline.counts()).isEqualTo(new Counts(3, 1, 0));
    assertThat(pipeline.unparsed().bySource())
        .isEqualTo(Map.of("/var/log/test", List.of("unknown 1", "unknown 2")));
  }

  @Test
  void what_nodes_take_is_counted_by_source() throws Exception {
    run(BRUTE_FORCE, "192.0.2.1", "unknown 1", "192.0.2.2");

    String node =
        "{acquis_type=\"test\",name=\"test/node\",source=\"/var/log/test\",stage=\"s01-parse\",type=\"file\"} ";
    assertThat(registry.scrape())
        .contains("cs_node_hits_total" + node + "3.0")
        .contains("cs_node_hits_ok_total" + node + "2.0")
        .contains("cs_node_hits_ko_total" + node + "1.0");
  }

  @Test
  void lines_whose_patterns_cost_too_much_are_counted_by_source() throws Exception {
    run(BRUTE_FORCE, "192.0.2.1", "unknown costly", "unknown costly");

    assertThat(registry.scrape())
        .contains(
            "gatehouse_parser_too_costly_total{acquis_type=\"test\",source=\"/var/log/test\",type=\"file\"} 2.0");
  }

  @Test
  void a_poisonous_line_stops_nothing() throws Exception {
    Pipeline pipeline =
        run(BRUTE_FORCE, "192.0.2.1", "192.0.2.1", "poison", "deep poison", "192.0.2.1");

    assertThat(outlet.taken).hasSize(1);
    assertThat(pipeline.counts().lines()).isEqualTo(5);
  }

  @Test
  void a_whitelisted_line_is_parsed_and_poured_nowhere() throws Exception {
    Pipeline pipeline = run(BRUTE_FORCE, "friend", "friend", "friend", "friend");

    assertThat(pipeline.counts()).isEqualTo(new Counts(4, 4, 0));
  }

  @Test
  void postoverflows_may_whitelist() throws Exception {
    postoverflows = (event, listener) -> event.whitelist("known crawler");

    run(BRUTE_FORCE, "192.0.2.1", "192.0.2.1", "192.0.2.1");

    assertThat(outlet.taken).isEmpty();
  }

  @Test
  void nothing_is_decided_about_whom_the_operator_allows() throws Exception {
    allowed = alert -> alert.source().value().equals("192.0.2.1");

    run(BRUTE_FORCE, "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2", "192.0.2.2");

    assertThat(outlet.taken)
        .extracting(alert -> alert.source().value())
        .containsExactly("192.0.2.2");
  }

  @Test
  void an_overflow_is_poured_again_where_its_scenario_says_so() throws Exception {
    String again =
        """
        ---
        type: trigger
        name: test/again
        description: overflows of overflows
        filter: evt.GetType() == 'overflow' && evt.Overflow.Alert.GetScenario() == 'test/bf'
        labels: {remediation: true}
        """;

    run(BRUTE_FORCE + "reprocess: true\n" + again, "192.0.2.1", "192.0.2.1", "192.0.2.1");

    assertThat(outlet.taken).extracting(Alert::scenario).containsExactly("test/bf", "test/again");
    assertThat(registry.scrape())
        .contains("cs_bucket_poured_total{name=\"test/again\",source=\"\",type=\"\"} 1.0");
  }

  @Test
  void scenarios_that_chase_each_other_come_to_an_end() throws Exception {
    String endless =
        """
        type: trigger
        name: test/endless
        description: its own cause
        filter: "true"
        reprocess: true
        labels: {}
        """;

    run(endless, "192.0.2.1");

    assertThat(outlet.taken).hasSizeBetween(2, 1_000);
  }

  @Test
  void lines_are_acknowledged_once_their_alerts_are_safe() throws Exception {
    run(BRUTE_FORCE, "192.0.2.1", "192.0.2.1", "192.0.2.1");

    assertThat(acknowledged).containsExactly("after 1 alerts and a save");
  }

  @Test
  void buckets_go_on_where_they_were_before_a_restart() throws Exception {
    mode = TimeMode.LIVE;
    bucketFile = Optional.of(dir.resolve("buckets.json"));
    run(BRUTE_FORCE, "192.0.2.1", "192.0.2.1");
    assertThat(outlet.taken).isEmpty();

    run(BRUTE_FORCE, "192.0.2.1");

    assertThat(outlet.taken).hasSize(1);
  }

  @Test
  void a_broken_file_of_buckets_is_no_reason_not_to_start() throws Exception {
    bucketFile = Optional.of(Files.writeString(dir.resolve("buckets.json"), "{"));

    run(BRUTE_FORCE, "192.0.2.1", "192.0.2.1", "192.0.2.1");

    assertThat(outlet.taken).hasSize(1);
  }

  @Test
  void metrics_have_upstreams_names() throws Exception {
    run(BRUTE_FORCE, "192.0.2.1", "192.0.2.1", "192.0.2.1", "unknown");

    assertThat(Stream.of(registry.scrape().split("\n", -1)))
        .contains(
            "cs_parser_hits_total{acquis_type=\"test\",source=\"/var/log/test\",type=\"file\"} 4.0",
            "cs_parser_hits_ok_total{acquis_type=\"test\",source=\"/var/log/test\",type=\"file\"}"
                + " 3.0",
            "cs_parser_hits_ko_total{acquis_type=\"test\",source=\"/var/log/test\",type=\"file\"}"
                + " 1.0",
            "cs_bucket_instantiation_total{name=\"test/bf\"} 1.0",
            "cs_bucket_poured_total{name=\"test/bf\",source=\"/var/log/test\",type=\"file\"} 3.0",
            "cs_bucket_overflowed_total{name=\"test/bf\"} 1.0",
            "cs_bucket_pour_ok_total 3.0");
  }

  /** Lets lines through; one that is no address, no friend and no poison is not parsed. */
  private static void parse(Event event, NodeListener listener) {
    listener.entered("s01-parse", "test/node", !event.line().raw().startsWith("unknown"), event);
    String raw = event.line().raw();
    switch (raw) {
      case "poison" -> throw new IllegalStateException("poison");
      case "deep poison" -> throw new StackOverflowError();
      case "friend" -> event.whitelist("a friend");
      case "unknown costly" -> listener.tooCostly(event);
      default -> {}
    }
    event.setTime(TIME);
    event.setMarshaledTime(TIME.toString());
    event.meta().put("source_ip", raw);
    event.meta().put("log_type", "failed");
    event.setProcess(!raw.startsWith("unknown"));
  }

  private Pipeline run(String scenarios, String... lines) throws Exception {
    Rules rules =
        new Rules(
            PipelineTest::parse,
            load(scenarios),
            postoverflows,
            AlertContext.NONE,
            new Stashes(InstantSource.system()));
    Pipeline pipeline = new Pipeline(rules, outlet, bucketFile, allowed, registry);
    pipeline.start();
    pipeline.take(Stream.of(lines).map(this::event).toList(), this::acknowledge);
    pipeline.close();
    return pipeline;
  }

  private void acknowledge() {
    acknowledged.add(
        "after " + outlet.taken.size() + " alerts and " + (outlet.saved ? "a" : "no") + " save");
  }

  private static Scenarios load(String text) throws ConfigException {
    return Scenarios.load(
        List.of(ScenarioFile.own("test.yaml", text)), () -> TIME, scenario -> false);
  }

  private Event event(String raw) {
    Line line = new Line(raw, "/var/log/test", "file", TIME, Map.of("type", "test"));
    return Event.of(line, mode);
  }

  private static final class Recorder implements AlertOutlet {
    private final List<Alert> taken = new ArrayList<>();
    private boolean saved;

    @Override
    public void take(List<Alert> alerts) {
      taken.addAll(alerts);
    }

    @Override
    public void save() {
      saved = true;
    }

    @Override
    public int pending() {
      return 0;
    }

    @Override
    public long lost() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
