package io.gatehouse.detector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import io.gatehouse.testing.LogLines;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeListenerTest {
  private static final String COSTLY = "user=" + "a".repeat(500) + "!";

  private final List<String> heard = new ArrayList<>();

  private final NodeListener recorder =
      new NodeListener() {
        @Override
        public void evaluated(String stage, String node, boolean success, Event event) {}

        @Override
        public void entered(String stage, String node, boolean success, Event event) {
          heard.add(stage + " " + node + " " + success);
        }

        @Override
        public void whitelistAsked(
            String stage, String node, String reason, boolean matched, Event event) {
          heard.add(stage + " " + node + " " + reason + " " + matched);
        }

        @Override
        public void tooCostly(Event event) {
          heard.add("too costly");
        }
      };

  @Test
  void hears_of_nodes_of_every_level_whose_filter_lets_the_event_in() throws Exception {
    parse(
        Lab.of(
            """
            name: outer
            nodes:
              - {name: inner, grok: {pattern: '%{NUMBER:n}', apply_on: Line.Raw}}
              - {name: other, filter: "false", grok: {pattern: '%{WORD:w}', apply_on: Line.Raw}}
              - grok: {pattern: '%{WORD:w}', apply_on: Line.Raw}
            """));

    assertThat(heard)
        .containsExactly("s00-raw inner false", "s00-raw child-outer true", "s00-raw outer true");
  }

  @Test
  void hears_the_stage_that_the_node_stands_in_though_it_moves_the_event_on() throws Exception {
    parse(
        Lab.of("{name: first, onsuccess: next_stage, statics: [{meta: a, value: b}]}")
            .with("s01-parse", "{name: second, statics: [{meta: a, value: b}]}"));

    assertThat(heard).containsExactly("s00-raw first true", "s01-parse second true");
  }

  @Test
  void hears_of_a_whitelist_with_its_reason() throws Exception {
    parse(
        Lab.of(
            """
            name: friends
            whitelist: {reason: ours, expression: ["evt.Line.Raw == 'word'"]}
            """));

    assertThat(heard).containsExactly("s00-raw friends ours true", "s00-raw friends true");
  }

  @Test
  void a_line_whose_patterns_cost_too_much_together_is_given_up_and_told_of() throws Exception {
    Parsers parsers = costly(20);
    ParserRun run = parsers.newRun(1_000_000);
    try (LogLines log = LogLines.of(ParserRun.class.getName())) {
      for (int i = 0; i < 5; i++) {
        run.parse(Lab.event(COSTLY), recorder);
      }

      assertThat(heard.stream().filter("too costly"::equals)).hasSize(5);
      assertThat(heard.stream().filter("s00-raw n false"::equals)).hasSizeLessThan(50);
      assertThat(run.dropped()).isEqualTo(5);
      assertThat(log.texts().stream().filter(text -> text.contains("given up ("))).hasSize(3);
    }
  }

  @Test
  void what_a_line_has_cost_is_not_the_next_ones_burden() throws Exception {
    ParserRun run = costly(3).newRun(1_000_000);
    for (int i = 0; i < 5; i++) {
      Event event = Lab.event(COSTLY);
      run.parse(event, NodeListener.NOBODY);
      assertThat(event.process()).isTrue();
    }
  }

  /** Each search is exponential for an engine that goes back, and cheap for the linear one. */
  private static Parsers costly(int patterns) throws Exception {
    String node =
        "  - {name: n, grok: {pattern: 'user=(\\w+\\.?)+%{INT:n}$', apply_on: Line.Raw}}\n";
    return Lab.of("name: t\nstatics: [{meta: a, value: b}]\n")
        .with("s00-raw", "name: u\nnodes:\n" + node.repeat(patterns))
        .parsers();
  }

  private void parse(Lab lab) throws Exception {
    lab.parsers().newRun().parse(Lab.event("word"), recorder);
  }
}
