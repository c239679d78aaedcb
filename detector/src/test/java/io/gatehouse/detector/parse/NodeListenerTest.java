package io.gatehouse.detector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeListenerTest {
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

  private void parse(Lab lab) throws Exception {
    lab.parsers().newRun().parse(Lab.event("word"), recorder);
  }
}
