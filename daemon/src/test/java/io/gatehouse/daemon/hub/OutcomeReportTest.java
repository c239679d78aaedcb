package io.gatehouse.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.hubtest.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutcomeReportTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);
  private final OutcomeReport report =
      new OutcomeReport(
          List.of(
              new Outcome("good", List.of()), new Outcome("bad", List.of("a \"quoted\" line"))));

  @Test
  void json_has_name_success_and_failures() {
    report.printJson(out);

    assertThat(text)
        .hasToString(
            """
            [{"name":"good","success":true,"failures":[]},\
            {"name":"bad","success":false,"failures":["a \\"quoted\\" line"]}]
            """);
  }

  @Test
  void people_see_what_failed_and_a_sum() {
    report.printForPeople(out);

    assertThat(text)
        .hasToString(
            """
            pass  good
            FAIL  bad
                  a "quoted" line
            1 passed, 1 failed
            """);
    assertThat(report.allPassed()).isFalse();
  }

  @Test
  void a_test_that_fails_in_everything_does_not_fill_the_screen() {
    List<String> many = IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();

    new OutcomeReport(List.of(new Outcome("bad", many))).printForPeople(out);

    assertThat(text.toString().lines()).hasSize(13).contains("      and 490 more");
  }

  @Test
  void the_table_is_markdown() {
    report.printMarkdown(out);

    assertThat(text.toString())
        .contains("| good | pass |")
        .contains("| bad | fail: `a \"quoted\" line` |")
        .endsWith("1 of 2 pass.\n");
  }
}
