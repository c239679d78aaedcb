package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigReport.UnknownKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path dir;
  private final ConfigReport report = new ConfigReport(UnknownKeys.WARN);

  @Test
  void reads_values_by_the_type_that_is_wanted() throws Exception {
    ConfigSection root = open("mode: yes\nport: 0x10\nlist: [a, 10, no]\nwait: 1m30s\non: On\n");

    assertThat(root.text("mode", "")).isEqualTo("yes");
    assertThat(root.integer("port", 1, 0, 99)).isEqualTo(16);
    assertThat(root.texts("list", List.of())).containsExactly("a", "10", "no");
    assertThat(root.duration("wait", SECOND, SECOND)).isEqualTo(Duration.ofSeconds(90));
    assertThat(root.flag("on", false)).isTrue();
    assertThat(report.finish()).isEmpty();
  }

  @Test
  void absent_and_null_give_the_fallback() throws Exception {
    ConfigSection root = open("a:\nb: ~\nc: null\nd: \"\"\n");

    assertThat(root.text("a", "x")).isEqualTo("x");
    assertThat(root.integer("b", 7, 0, 9)).isEqualTo(7);
    assertThat(root.flag("c", true)).isTrue();
    assertThat(root.text("d", "x")).isEmpty();
    assertThat(root.texts("e", List.of("y"))).containsExactly("y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10   | a unit is missing; write \"10s\"",
        "ten  | a duration is expected, such as 10s, 1m30s or 4h",
        "0s   | at least 1s is expected",
        "-5s  | at least 1s is expected",
        "$WAIT| the environment variable WAIT is not set",
      })
  void a_wrong_duration_says_what_to_write(String written, String reason) throws Exception {
    ConfigSection root = open("# comment\nwait: " + written + "\n");

    root.duration("wait", SECOND, SECOND);

    assertThat(problems())
        .containsExactly("config: " + file() + ":2: 'wait' is \"" + written + "\": " + reason);
  }

  @ParameterizedTest
  @CsvSource({"ten", "1.5", "--1", "0x", "08", "99999999999999999999", "101", "-1"})
  void a_wrong_number_is_refused(String written) throws Exception {
    open("n: '" + written + "'\n").integer("n", 1, 0, 100);

    assertThat(problems()).singleElement().asString().contains("'n' is \"" + written + "\": ");
  }

  @Test
  void all_problems_come_at_once_in_the_order_of_the_file() throws Exception {
    ConfigSection root = open("a: x\nb: [1]\nc: d\n");

    root.texts("c", List.of());
    root.flag("b", false);
    root.integer("a", 0, 0, 9);
    root.require("key", "write one");

    assertThat(problems())
        .containsExactly(
            "config: " + file() + ": 'key' is missing; write one",
            "config: " + file() + ":1: 'a' is \"x\": a whole number is expected",
            "config: " + file() + ":2: 'b': a single value is expected",
            "config: " + file() + ":3: 'c' is \"d\": a list is expected; write [a, b]");
  }

  @Test
  void an_unknown_key_gets_a_suggestion() throws Exception {
    ConfigSection root = open("update_frequncy: 10s\nzzz: 1\nnft:\n  set_only: true\n");
    root.duration("update_frequency", SECOND, SECOND);
    root.section("nft").flag("set-only", false);

    assertThat(report.finish().stream().map(ConfigProblem::message))
        .containsExactly(
            "'update_frequncy' is unknown; did you mean 'update_frequency'?",
            "'zzz' is unknown",
            "'nft.set_only' is unknown; did you mean 'nft.set-only'?");
  }

  @Test
  void an_unknown_key_is_an_error_in_a_strict_file() throws Exception {
    ConfigReport strict = new ConfigReport(UnknownKeys.REJECT);
    file(file(), "typo: 1\n").open(Map.of(), strict);

    assertThatThrownBy(strict::finish).hasMessage("config: " + file() + ":1: 'typo' is unknown");
  }

  @Test
  void two_spellings_are_one_key() throws Exception {
    ConfigSection root = open("old: 3\n");

    assertThat(root.integer(root.either("new", "old"), 1, 0, 9)).isEqualTo(3);
    assertThat(report.finish()).isEmpty();
  }

  @Test
  void both_spellings_are_a_warning() throws Exception {
    ConfigSection root = open("old: 3\nnew: 4\n");

    assertThat(root.integer(root.either("new", "old"), 1, 0, 9)).isEqualTo(4);
    assertThat(report.finish()).singleElement().extracting(ConfigProblem::line).isEqualTo(1);
  }

  @Test
  void values_of_any_type_are_what_yaml_says() throws Exception {
    ConfigSection root =
        open("labels: {a: 1, b: 0.5, c: true, d: 'true', e: yes, f: [x, ~], g: {h: 2.0.1}}\n");

    assertThat(root.values("labels"))
        .isEqualTo(
            Map.of(
                "a",
                1L,
                "b",
                0.5,
                "c",
                true,
                "d",
                "true",
                "e",
                "yes",
                "f",
                Arrays.asList("x", null),
                "g",
                Map.of("h", "2.0.1")));
    assertThat(root.values("absent")).isEmpty();
    assertThat(report.finish()).isEmpty();
  }

  @Test
  void secrets_are_masked_in_the_table_and_in_problems() throws Exception {
    ConfigSection root = open("key: sesame\nother: [sesame]\n");

    assertThat(root.secret("key").reveal()).isEqualTo("sesame");
    root.secret("other");

    assertThat(report.table()).contains("***").doesNotContain("sesame");
    assertThat(problems()).singleElement().asString().doesNotContain("sesame");
  }

  @Test
  void the_table_says_where_a_value_comes_from() throws Exception {
    ConfigSection root = open("a: 1\n");
    root.integer("a", 0, 0, 9);
    root.duration("b", Duration.ofMinutes(5), SECOND);

    assertThat(report.settings())
        .containsExactly(new Setting("a", "1", file() + ":1"), new Setting("b", "5m0s", "default"));
  }

  @Test
  void overlay_merges_mappings_and_replaces_the_rest() throws Exception {
    overlay("m: {b: 3, c: 4}\nl: [z]\nx: ~\nnew: 1\n");
    ConfigSection root = open("m: {a: 1, b: 2}\nl: [x, y]\nx: 5\n");
    ConfigSection inner = root.section("m");

    assertThat(inner.integer("a", 0, 0, 9)).isEqualTo(1);
    assertThat(inner.integer("b", 0, 0, 9)).isEqualTo(3);
    assertThat(inner.integer("c", 0, 0, 9)).isEqualTo(4);
    assertThat(root.texts("l", List.of())).containsExactly("z");
    assertThat(root.text("x", "gone")).isEqualTo("gone");
    assertThat(root.text("new", "")).isEqualTo("1");
  }

  @Test
  void a_problem_in_the_overlay_names_the_overlay() throws Exception {
    overlay("\n\nwait: 10\n");
    open("wait: 1s\n").duration("wait", SECOND, SECOND);

    assertThat(problems()).singleElement().asString().startsWith("config: " + file() + ".local:3:");
  }

  @Test
  void overlay_of_another_kind_is_refused() throws Exception {
    overlay("m: 1\n");
    write(file(), "m: {a: 1}\n");

    assertThatThrownBy(() -> ConfigFile.read(file()))
        .hasMessageContaining(".local:1: 'm': can't merge a scalar into a mapping");
  }

  @Test
  void merged_text_without_overlay_is_the_text_itself() throws Exception {
    assertThat(file(file(), "# hello\na:   ${X}\n").mergedText()).isEqualTo("# hello\na:   ${X}\n");
  }

  @Test
  void merged_text_with_overlay_reads_back_the_same() throws Exception {
    overlay("b: \"yes\"\nm: {k: [1, 'x: y']}\n");
    String text = file(file(), "a: ${X}\nb: 5\nm: {j: ~}\n").mergedText();

    assertThat(text).isEqualTo("a: ${X}\nb: \"yes\"\nm:\n  j: ~\n  k:\n  - 1\n  - \"x: y\"\n");
  }

  @Test
  void a_key_that_stands_twice_names_both_lines() {
    assertThat(failure("a: 1\nb: 2\na: 3\n"))
        .isEqualTo("config: " + file() + ":3: 'a' stands here and on line 1; keep one");
  }

  @Test
  void merge_keys_fill_in_what_is_not_given() throws Exception {
    ConfigSection root = open("base: &b {x: 1, y: 2}\nm:\n  <<: *b\n  y: 3\n");
    ConfigSection inner = root.section("m");

    assertThat(inner.text("x", "")).isEqualTo("1");
    assertThat(inner.text("y", "")).isEqualTo("3");
  }

  @Test
  void an_alias_bomb_is_refused_before_it_is_followed() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 9; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(5)));
    }
    assertThat(failure(bomb.toString())).contains("has more than 100,000 values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a [*a]",
        "- a",
        "text",
        "a: [",
        "a: 1\n\tb: 2",
        "{a: 1}: b",
        "a: 1\n---\nb: 2",
        "a: b: c",
        "a: *nowhere",
        "<<: 5",
        "a: \u0007",
        "a: 'x"
      })
  void what_is_not_one_plain_mapping_is_one_line_with_a_place(String text) {
    assertThat(failure(text)).startsWith("config: " + file() + ":").doesNotContain("\n");
  }

  @Test
  void deep_nesting_is_refused() {
    assertThat(failure("a: " + "[".repeat(10_000))).contains("is not YAML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n", "~"})
  void an_empty_document_has_no_fields(String text) throws Exception {
    open(text);

    assertThat(report.finish()).isEmpty();
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_key() throws Exception {
    assertThat(open("\uFEFFa: 1\n").text("a", "")).isEqualTo("1");
  }

  @Test
  void text_that_is_not_utf8_names_the_line() throws Exception {
    Files.write(file(), "a: 1\nb: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(failure()).startsWith("config: " + file() + ":2: is not UTF-8");
  }

  @Test
  void a_huge_file_is_refused() throws Exception {
    Files.write(file(), new byte[YamlText.LIMIT_BYTES + 1]);

    assertThat(failure()).contains("larger than 1 MiB");
  }

  @Test
  void a_missing_file_and_a_directory_say_so() throws Exception {
    assertThat(failure()).endsWith(": does not exist");
    Files.createDirectory(file());
    assertThat(failure()).contains("is a directory");
  }

  private ConfigSection open(String text) throws Exception {
    return file(file(), text).open(Map.of(), report);
  }

  private static ConfigFile file(Path path, String text) throws Exception {
    write(path, text);
    return ConfigFile.read(path);
  }

  private Path file() {
    return dir.resolve("c.yaml");
  }

  private void overlay(String text) throws IOException {
    write(dir.resolve("c.yaml.local"), text);
  }

  private static void write(Path path, String text) throws IOException {
    Files.writeString(path, text);
  }

  private String failure(String text) {
    try {
      write(file(), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return failure();
  }

  private String failure() {
    return String.valueOf(
        catchThrowableOfType(ConfigException.class, () -> ConfigFile.read(file())).getMessage());
  }

  private List<String> problems() {
    return catchThrowableOfType(ConfigException.class, report::finish).problems().stream()
        .map(ConfigProblem::toString)
        .toList();
  }
}
