package io.gatehouse.detector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.AlertSource;
import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Overflow;
import io.gatehouse.detector.event.Source;
import io.gatehouse.detector.event.TimeMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodeTest {
  @Test
  void a_match_writes_every_field_and_then_the_statics() throws Exception {
    Event event =
        Lab.of(
                """
                name: t
                grok:
                  pattern: '^user %{WORD:user}( from %{IP:ip})?$'
                  apply_on: Line.Raw
                  statics:
                    - meta: seen
                      expression: evt.Parsed.user + "!"
                statics:
                  - meta: log_type
                    value: greeting
                """)
            .parse("user ann");

    assertThat(event.process()).isTrue();
    assertThat(event.parsed()).containsEntry("user", "ann").containsEntry("ip", "");
    assertThat(event.meta()).containsEntry("seen", "ann!").containsEntry("log_type", "greeting");
  }

  @Test
  void without_a_match_nothing_is_written_and_the_line_stays_unparsed() throws Exception {
    Event event =
        Lab.of(
                """
                name: t
                grok: {pattern: '^user %{WORD:user}$', apply_on: Line.Raw}
                statics: [{meta: log_type, value: greeting}]
                """)
            .parse("nobody");

    assertThat(event.process()).isFalse();
    assertThat(event.meta()).isEmpty();
  }

  @Test
  void a_pattern_without_a_field_never_counts_as_matched() throws Exception {
    Event event =
        Lab.of("{name: t, grok: {pattern: 'a', apply_on: Line.Raw}, statics: []}").parse("a");

    assertThat(event.process()).isFalse();
  }

  @Test
  void a_missing_field_fails_the_node_before_its_children() throws Exception {
    Event event =
        Lab.of(
                """
                name: t
                grok: {pattern: '%{WORD:w}', apply_on: nowhere}
                nodes: [{statics: [{meta: child, value: tried}]}]
                """)
            .parse("word");

    assertThat(event.process()).isFalse();
    assertThat(event.meta()).isEmpty();
  }

  @Test
  void the_last_child_decides_where_all_are_tried() throws Exception {
    String yaml =
        """
        name: t
        nodes:
          - grok: {pattern: '^(?:%{WORD:first})', apply_on: Line.Raw}
          - grok: {pattern: 'x-%{WORD:last}', apply_on: Line.Raw}
        """;

    assertThat(Lab.of(yaml).parse("abc").process()).isFalse();
    assertThat(Lab.of(yaml).parse("x-abc").process()).isTrue();
  }

  @Test
  void the_first_child_decides_where_the_next_stage_follows() throws Exception {
    Event event =
        Lab.of(
                """
                name: t
                onsuccess: next_stage
                nodes:
                  - grok: {pattern: '^%{WORD:first}', apply_on: Line.Raw}
                  - grok: {pattern: '%{WORD:second}$', apply_on: Line.Raw}
                """)
            .parse("abc");

    assertThat(event.process()).isTrue();
    assertThat(event.parsed()).containsKey("first").doesNotContainKey("second");
  }

  @Test
  void a_childs_failure_does_not_undo_a_match() throws Exception {
    Event event =
        Lab.of(
                """
                name: t
                grok: {pattern: '^%{WORD:first}', apply_on: Line.Raw}
                nodes: [{filter: 'false', statics: [{meta: a, value: b}]}]
                statics: [{meta: log_type, value: taken}]
                """)
            .parse("abc");

    assertThat(event.meta()).containsExactly(Map.entry("log_type", "taken"));
  }

  @Test
  void a_filter_that_fails_or_is_false_keeps_the_event_out() throws Exception {
    Lab lab =
        Lab.of(
                "{name: a, filter: \"evt.Line.Labels.type == 'other'\", statics: [{meta: a, value: b}]}")
            .with(
                "s00-raw",
                "{name: b, filter: 'evt.Unmarshaled.x.y == 1', statics: [{meta: b, value: b}]}")
            .with(
                "s00-raw",
                "{name: c, filter: 'evt.Line.Raw == \"line\"', statics: [{meta: c, value: b}]}");

    Event event = lab.parse("line");

    assertThat(lab.evaluated).containsExactly("s00-raw a no", "s00-raw b no", "s00-raw c yes");
    assertThat(event.meta()).containsOnlyKeys("c");
  }

  @Test
  void a_child_that_moves_on_ends_its_parents_stage() throws Exception {
    Lab lab =
        Lab.of(
                """
                name: first
                nodes: [{onsuccess: next_stage, statics: [{meta: child, value: done}]}]
                ---
                name: never
                statics: [{meta: never, value: done}]
                """)
            .with("s01-parse", "{name: second, statics: [{meta: second, value: done}]}");

    Event event = lab.parse("line");

    assertThat(event.meta()).containsOnlyKeys("child", "second");
    assertThat(event.process()).isTrue();
  }

  @Test
  void an_event_that_does_not_move_on_is_unparsed() throws Exception {
    Lab lab =
        Lab.of("{name: first, statics: [{meta: a, value: b}]}")
            .with("s01-parse", "{name: second, statics: [{meta: second, value: done}]}");

    Event event = lab.parse("line");

    assertThat(event.process()).isFalse();
    assertThat(event.stage()).isEqualTo("s00-raw");
    assertThat(event.meta()).containsOnlyKeys("a");
  }

  @Test
  void a_whitelist_takes_addresses_ranges_and_expressions() throws Exception {
    String yaml =
        """
        name: wl
        whitelist:
          reason: ours
          ip: ['2001:db8::1']
          cidr: ['192.0.2.0/24']
          expression: ["evt.Unmarshaled.x.y == 1", "evt.Line.Raw contains 'monitor'"]
        statics: [{meta: why, value: whitelisted}]
        """;

    for (String address : List.of("2001:db8::1", "192.0.2.77")) {
      Event event = Lab.event("line");
      event.meta().put("source_ip", address);
      assertThat(Lab.of(yaml).parse(event).whitelistReason()).isEqualTo("ours");
    }
    assertThat(Lab.of(yaml).parse("by monitor").whitelisted()).isTrue();
    Event other = Lab.of(yaml).parse("line");
    assertThat(other.whitelisted()).isFalse();
    assertThat(other.process()).isTrue();
    assertThat(other.meta()).isEmpty();
  }

  @Test
  void a_whitelist_knows_the_sources_of_an_overflow() throws Exception {
    TreeMap<String, Source> sources = new TreeMap<>();
    sources.put("192.0.2.1", new Source(AlertSource.of("Ip", "192.0.2.1")));
    Overflow overflow = new Overflow("key", "id", false, sources, List.of());

    Lab.of("{name: wl, whitelist: {reason: ours, ip: [192.0.2.1]}}")
        .parse(Event.of(overflow, TimeMode.LIVE, Instant.EPOCH));

    assertThat(overflow.whitelisted()).isTrue();
  }

  @Test
  void a_stash_keeps_a_value_for_a_while_and_for_later_lines() throws Exception {
    Lab lab =
        Lab.of(
            """
            name: t
            nodes:
              - grok: {pattern: '^pid %{INT:pid} is %{WORD:who}$', apply_on: Line.Raw}
                stash: [{name: pids, key: evt.Parsed.pid, value: evt.Parsed.who, ttl: 30s, size: 2}]
              - statics: [{meta: who, expression: "GetFromStash('pids', evt.Line.Raw)"}]
            """);
    lab.parse("pid 7 is ann");

    assertThat(lab.parse("7").meta()).containsEntry("who", "ann");
    lab.now = lab.now.plusSeconds(31);
    assertThat(lab.parse("7").meta()).doesNotContainKey("who");
  }

  @Test
  void a_stash_has_room_for_as_many_as_it_says() throws Exception {
    Lab lab =
        Lab.of(
            """
            name: t
            grok: {pattern: '%{WORD:w}', apply_on: Line.Raw}
            stash: [{name: c, key: evt.Parsed.w, value: evt.Parsed.w, ttl: 1h, size: 2}]
            """);
    Parsers parsers = lab.parsers();
    ParserRun run = parsers.newRun();
    for (String word : List.of("a", "b", "c")) {
      run.parse(Lab.event(word), NodeListener.NOBODY);
    }

    assertThat(lab.stashed("c", "a")).isEmpty();
    assertThat(lab.stashed("c", "b")).isEqualTo("b");
  }
}
