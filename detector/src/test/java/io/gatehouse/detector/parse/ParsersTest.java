package io.gatehouse.detector.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.event.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsersTest {
  @Test
  void every_mistake_of_every_file_is_told_with_its_line() {
    Lab lab =
        Lab.of(
                """
                name: a
                onsucess: next_stage
                statics:
                  - meta: m
                    expresion: evt.Line.Raw
                """)
            .with(
                "s01-parse",
                """
                name: b
                filter: evt.Lien.Raw == 'x'
                grok:
                  pattern: '%{NOSUCH:x}'
                  apply_on: message
                """);

    assertThatThrownBy(lab::parsers)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("s00-raw-0.yaml:2: 'onsucess' is unknown; did you mean 'onsuccess'?")
        .hasMessageContaining("s00-raw-0.yaml:5: 'statics[0].expresion' is unknown")
        .hasMessageContaining("s01-parse-1.yaml:2: 'filter' is wrong at column 5")
        .hasMessageContaining("s01-parse-1.yaml:4: 'grok.pattern' can't be used")
        .hasMessageContaining("NOSUCH");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {name: t}                                                        | it does nothing
          {name: t, onsuccess: jump, statics: [{meta: a, value: b}]}       | continue or next_stage is expected
          {name: t, whitelist: {ip: [1.2.3]}}                              | an IP address is expected
          {name: t, whitelist: {cidr: [1.2.3.4/40]}}                       | a prefix such as
          {name: t, grok: {pattern: 'a'}}                                  | 'grok.apply_on' is missing
          {name: t, grok: {apply_on: message}}                             | 'grok.pattern' is missing
          {name: t, grok: {expression: "'a'"}}                             | it does nothing
          {name: t, stash: [{name: c, key: "'a'", value: "'b'", ttl: 1s}]} | it does nothing
          {name: t, statics: [{value: v}]}                                 | 'statics[0].target' is missing
          {name: t, statics: [{method: ParseDat, value: v}]}               | did you mean 'ParseDate'?
          {name: t, stash: [{name: c}]}                                    | 'stash[0].key' is missing
          {name: t, filter: '1 + 1', statics: [{meta: a, value: b}]}       | 'filter' is wrong at column 3
          {name: t, data: [{type: string}], statics: [{meta: a, value: b}]} | 'data[0].dest_file' is missing
          {name: t, statics: {meta: a}}                                    | a list is expected
          """)
  void a_node_that_makes_no_sense_is_refused(String yaml, String message) {
    assertThatThrownBy(() -> Lab.of(yaml).parsers())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void documents_without_a_name_and_of_an_unknown_format_are_left_out() throws Exception {
    Parsers parsers =
        Lab.of(
                """
                statics: [{meta: a, value: b}]
                ---
                name: future
                format: 4.0
                statics: [{meta: a, value: b}]
                ---
                name: kept
                format: 2.0
                statics: [{meta: a, value: b}]
                """)
            .parsers();

    assertThat(parsers.size()).isEqualTo(1);
  }

  @Test
  void a_document_that_is_left_out_defines_no_pattern_and_may_have_keys_of_the_future()
      throws Exception {
    Event event =
        Lab.of(
                """
                name: future
                format: 4.0
                pattern_syntax: {MINE: 'b+'}
                something: new
                ---
                pattern_syntax: {MINE: 'c+'}
                ---
                name: kept
                pattern_syntax: {MINE: 'a+'}
                grok: {pattern: '%{MINE:m}', apply_on: Line.Raw}
                """)
            .parse("ccbbaa");

    assertThat(event.parsed()).containsEntry("m", "aa");
  }

  @Test
  void the_first_definition_of_a_pattern_counts() throws Exception {
    Event event =
        Lab.of(
                """
                name: t
                pattern_syntax: {MINE: 'a+'}
                grok: {name: FIRST, apply_on: Line.Raw}
                nodes: [{pattern_syntax: {FIRST: '%{MINE:m}', MINE: 'b+'}, statics: [{meta: x, value: y}]}]
                """
                    .replace("name: FIRST", "pattern: '%{MINE:m}'"))
            .parse("bbaa");

    assertThat(event.parsed()).containsEntry("m", "aa");
  }

  @Test
  void files_that_rules_need_are_listed() throws Exception {
    Parsers parsers =
        Lab.of(
                "{name: t, data: [{source_url: u, dest_file: f.txt, type: string}], statics: [{meta: a, value: b}]}")
            .parsers();

    assertThat(parsers.data()).extracting(DataRequest::destFile).containsExactly("f.txt");
  }

  @Test
  void nodes_cannot_be_nested_without_end() {
    String deep =
        "{name: t, nodes: [".repeat(20) + "{statics: [{meta: a, value: b}]}" + "]}".repeat(20);

    assertThatThrownBy(() -> Lab.of(deep).parsers())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void a_line_of_a_megabyte_is_parsed_or_given_up_in_bounded_time() throws Exception {
    Lab lab =
        Lab.of(
            """
            name: t
            grok: {pattern: '"%{DATA:a}" "%{DATA:b}" %{QUOTEDSTRING:c} %{GREEDYDATA:d}$', apply_on: Line.Raw}
            """);

    assertThat(lab.parse("\"" + "\\a".repeat(500_000)).process()).isFalse();
    assertThat(lab.parse("\u0000\uFFFD" + "x".repeat(1_000_000)).process()).isFalse();
  }
}
