package io.gatehouse.detector.grok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrokLibraryTest {
  private final GrokLibrary library = GrokLibrary.base();

  private static Map<String, String> fields(GrokPattern pattern, String text) throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    assertThat(pattern.match(text, fields::put)).as("%s on %s", pattern, text).isTrue();
    return fields;
  }

  @Test
  void fields_take_what_their_patterns_match() throws Exception {
    GrokPattern pattern =
        library.compile(
            "Failed %{WORD:method} for %{USER:user} from %{IP:ip} port %{INT:port}", "t");
    assertThat(fields(pattern, "x: Failed password for root from 192.0.2.7 port 22 ssh2"))
        .containsExactly(
            Map.entry("method", "password"),
            Map.entry("user", "root"),
            Map.entry("ip", "192.0.2.7"),
            Map.entry("port", "22"));
  }

  @Test
  void an_optional_field_that_took_no_part_is_empty() throws Exception {
    GrokPattern pattern = library.compile("a(?: %{WORD:w})?$", "t");
    assertThat(fields(pattern, "a")).containsExactly(Map.entry("w", ""));
  }

  @Test
  void of_equal_fields_on_one_level_the_last_counts_even_if_it_took_no_part() throws Exception {
    GrokPattern pattern = library.compile("(?:%{INT:x}|a %{WORD:x})", "t");
    assertThat(fields(pattern, "12")).containsExactly(Map.entry("x", ""));
    assertThat(fields(pattern, "a b")).containsExactly(Map.entry("x", "b"));
  }

  @Test
  void a_field_written_here_beats_an_inherited_one() throws Exception {
    library.addIfAbsent("INNER", "%{WORD:x} %{WORD:y}", "t");
    GrokPattern pattern = library.compile("%{INT:x} %{INNER}", "t");
    assertThat(fields(pattern, "1 a b")).containsOnly(Map.entry("x", "1"), Map.entry("y", "b"));
  }

  @Test
  void inherited_fields_of_equal_name_are_taken_from_the_last_pattern() throws Exception {
    library.addIfAbsent("INNER", "%{WORD:y}", "t");
    GrokPattern pattern = library.compile("%{INNER} %{INNER}", "t");
    assertThat(fields(pattern, "a b")).containsExactly(Map.entry("y", "b"));
  }

  @Test
  void what_is_no_reference_is_literal_text() throws Exception {
    GrokPattern pattern = library.compile("%{DATA:a-b} %{WORD:w}", "t");
    assertThat(fields(pattern, "x %{DATA:a-b} y")).containsExactly(Map.entry("w", "y"));
  }

  @Test
  void a_type_behind_a_field_says_nothing() throws Exception {
    assertThat(fields(library.compile("%{INT:n:int}", "t"), "x7"))
        .containsExactly(Map.entry("n", "7"));
  }

  @Test
  void groups_of_the_authors_feed_no_field() throws Exception {
    GrokPattern pattern = library.compile("(?P<own>a)(?<other>b)(c)%{INT:n}", "t");
    assertThat(pattern.fields()).containsExactly("n");
    assertThat(fields(pattern, "abc5")).containsExactly(Map.entry("n", "5"));
  }

  @Test
  void a_pattern_that_refers_to_itself_is_refused_with_its_way() throws Exception {
    library.addFile("p", "A x%{B}\nB y%{C}\nC z%{A}");
    assertThatThrownBy(() -> library.compileNamed("A", "t"))
        .hasMessage("grok: p:1: pattern 'A' refers to itself: A > B > C > A");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "%{WRD}§grok: n.yaml:3: refers to 'WRD', which is unknown; did you mean 'WORD'?",
        "a(§grok: n.yaml:3: pattern: a group is not closed; expected ')', near \"a(\"",
        "(a)\\1§grok: n.yaml:3: pattern: '\\1' refers back to a group, which no bounded search can"
            + " do, near \"(a)\\1\"",
      })
  void a_mistake_is_told_with_its_place(String pattern, String message) {
    assertThatThrownBy(() -> library.compile(pattern, "n.yaml:3"))
        .isInstanceOf(GrokException.class)
        .hasMessage(message);
  }

  @Test
  void a_mistake_in_a_named_pattern_is_told_where_that_stands() throws Exception {
    library.addFile("f", "# mine\n\nBAD %{NOPE_NOPE}\nWORSE [a");
    assertThatThrownBy(() -> library.compile("%{BAD}", "n.yaml:3"))
        .hasMessage("grok: f:3: pattern 'BAD': refers to 'NOPE_NOPE', which is unknown");
    assertThatThrownBy(() -> library.compileNamed("WORSE", "n.yaml:3"))
        .hasMessageStartingWith("grok: f:4: pattern 'WORSE': pattern: a class is not closed");
    assertThatThrownBy(() -> library.compileNamed("WORDS", "n.yaml:3"))
        .hasMessage("grok: n.yaml:3: no pattern is called 'WORDS'; did you mean 'WORD'?");
  }

  @Test
  void a_name_twice_in_a_file_is_refused_and_in_two_files_the_later_counts() throws Exception {
    assertThatThrownBy(() -> library.addFile("p", "X a\nX b"))
        .hasMessage("grok: p:2: pattern 'X' is defined already at p:1");
    library.addFile("p", "X a");
    library.addFile("q", "X b");
    assertThat(library.textOf("X")).contains("b");
    assertThat(library.addIfAbsent("X", "c", "r")).isFalse();
  }

  @Test
  void patterns_that_double_each_time_end_at_the_limit() throws Exception {
    StringBuilder file = new StringBuilder("P0 abcdefgh\n");
    for (int i = 1; i < 40; i++) {
      file.append("P%d %%{P%d}%%{P%d}%n".formatted(i, i - 1, i - 1));
    }
    library.addFile("p", file.toString());
    assertThatThrownBy(() -> library.compileNamed("P39", "t"))
        .hasMessageContaining("longer than 100000 characters");
  }

  @Test
  void every_base_pattern_compiles() throws Exception {
    for (String name : library.names()) {
      assertThat(library.compileNamed(name, "t")).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '\0',
      value = {
        "IP§2001:db8::1§2001:db8::1",
        "IP§x ::1 y§::1",
        "IP§::ffff:192.0.2.1§::ffff:192.0.2.1",
        "IP§1:2:3:4:5:6:7:8§1:2:3:4:5:6:7:8",
        "IP§fe80::1%eth0 x§fe80::1%eth0",
        "IP§2001:db8::§2001:db8::",
        "IP§1::8§1::8",
        "IP§192.168.100.200§192.168.100.200",
        "IPORHOST§example.com§example.com",
        "EMAILADDRESS§(a.b+c@example.com)§a.b+c@example.com",
        "QS§x \"a \\\" b\" y§\"a \\\" b\"",
        "QS§'' x§''",
        "NUMBER§-1.5§-1.5",
        "UUID§550e8400-e29b-41d4-a716-446655440000§550e8400-e29b-41d4-a716-446655440000",
        "MAC§00:1a:2b:3c:4d:5e§00:1a:2b:3c:4d:5e",
        "PATH§x /a/b-c.d y§/a/b-c.d",
        "URIPATHPARAM§/a/b?c=d&e§/a/b?c=d&e",
        "URI§http://u:p@example.com:80/a?b§http://u:p@example.com:80/a?b",
        "HTTPDATE§10/Oct/2025:13:55:36 +0200§10/Oct/2025:13:55:36 +0200",
        "SYSLOGTIMESTAMP§Oct  1 01:02:03 h§Oct  1 01:02:03",
        "TIMESTAMP_ISO8601§2025-01-02T03:04:05.678Z§2025-01-02T03:04:05.678Z",
        "RFC3339§2025-01-02T03:04:05+02:00§2025-01-02T03:04:05+02:00",
        "DATESTAMP§12/31/2025 23:59:59§12/31/2025 23:59:59",
        "LOGLEVEL§x WARNING y§WARNING",
        "MONTH§März§März",
        "TTY§/dev/pts/3§/dev/pts/3",
      })
  void a_base_pattern_matches_what_its_name_says(String name, String text, String matched)
      throws Exception {
    assertThat(fields(library.compile("%{" + name + ":f}", "t"), text)).containsEntry("f", matched);
  }

  @Test
  void a_line_of_syslog_and_one_of_a_web_server_are_read() throws Exception {
    assertThat(
            fields(
                library.compile("%{SYSLOGBASE} %{GREEDYDATA:message}", "t"),
                "Oct  1 01:02:03 web1 sshd[42]: Failed"))
        .containsEntry("program", "sshd")
        .containsEntry("pid", "42")
        .containsEntry("logsource", "web1")
        .containsEntry("message", "Failed");
    assertThat(
            fields(
                library.compile("%{COMBINEDAPACHELOG}", "t"),
                "192.0.2.1 - bob [10/Oct/2025:13:55:36 +0200] \"GET /x HTTP/1.1\" 200 5 \"-\" \"curl\""))
        .containsEntry("clientip", "192.0.2.1")
        .containsEntry("auth", "bob")
        .containsEntry("request", "/x")
        .containsEntry("agent", "\"curl\"");
  }
}
