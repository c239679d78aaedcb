package io.gatehouse.daemon.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.testing.ManualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text, true);

  @Test
  void in_a_pipe_nothing_wraps_and_nothing_has_color() {
    Table table = new Table("Name", "Reason").row("a", "x ".repeat(200).strip());

    table.print(out, Terminal.NONE);

    assertThat(text.toString().lines()).hasSize(5);
    assertThat(text.toString()).doesNotContain("\033");
  }

  @Test
  void a_narrow_terminal_wraps_the_widest_column() {
    Table table =
        new Table("Name", "Reason").row("fw", "crowdsecurity/http-probing seen by the proxy");

    table.print(out, new Terminal(OptionalInt.of(30), false));

    assertThat(text)
        .hasToString(
            """
            ╭──────┬─────────────────────╮
            │ Name │ Reason              │
            ├──────┼─────────────────────┤
            │ fw   │ crowdsecurity/http- │
            │      │ probing seen by the │
            │      │ proxy               │
            ╰──────┴─────────────────────╯
            """);
  }

  @Test
  void wide_characters_take_two_columns() {
    new Table("N").row("日本").row("e\u0301").print(out, Terminal.NONE);

    assertThat(text)
        .hasToString(
            """
            ╭──────╮
            │ N    │
            ├──────┤
            │ 日本 │
            │ e\u0301    │
            ╰──────╯
            """);
  }

  @Test
  void text_from_outside_cannot_steer_the_terminal() {
    new Table("N").row("\033[2J\r\n\u202e").print(out, Terminal.NONE);

    assertThat(text.toString()).contains("?[2J???").hasLineCount(5);
  }

  @Test
  void headings_are_bold_where_somebody_looks() {
    new Table("N").row("a").print(out, new Terminal(OptionalInt.of(80), true));

    assertThat(text.toString()).contains("\033[1mN\033[0m");
  }

  @Test
  void a_row_has_a_cell_for_each_heading() {
    assertThatThrownBy(() -> new Table("A", "B").row("a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "a | a",
        "a,b | \"a,b\"",
        "say \"hi\" | \"say \"\"hi\"\"\"",
        "^ a^ | \" a\"",
        "^^ | ^^"
      })
  void csv_is_quoted_where_it_has_to_be(String cell, String written) {
    new CsvLines(out, List.of("name")).row(cell);

    assertThat(text).hasToString("name\n" + written + "\n");
  }

  @Test
  void progress_is_a_bar_in_a_terminal_and_a_line_now_and_then_elsewhere() {
    ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
    ProgressLine bar =
        new ProgressLine(out, new Terminal(OptionalInt.of(80), true), time, "importing");
    ProgressLine plain = new ProgressLine(out, Terminal.NONE, time, "importing");
    time.advance(Duration.ofSeconds(1));
    plain.at(1, 4);
    assertThat(text.toString()).isEmpty();

    bar.at(2, 4);
    bar.end();
    assertThat(text)
        .hasToString("\r\033[Kimporting [" + "█".repeat(15) + "░".repeat(15) + "] 2 of 4\r\033[K");

    text.getBuffer().setLength(0);
    time.advance(Duration.ofSeconds(5));
    plain.at(3_000, 4_000);
    plain.end();
    assertThat(text).hasToString("importing: 3,000 of 4,000\n");
  }
}
