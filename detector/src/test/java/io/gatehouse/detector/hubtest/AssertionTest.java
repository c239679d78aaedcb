package io.gatehouse.detector.hubtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssertionTest {

  @Test
  void each_line_with_something_on_it_is_one() {
    assertThat(Assertion.in("a.assert", "len(results) == 1\r\n\n  true  \n"))
        .containsExactly(
            new Assertion("a.assert", 1, "len(results) == 1"),
            new Assertion("a.assert", 3, "true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          r.Meta["datasource_path"] == "a.log"           | basename(r.Meta["datasource_path"]) == "a.log"
          basename(r.Meta["datasource_path"]) == "a.log" | basename(r.Meta["datasource_path"]) == "a.log"
          r.Meta["service"] == "ssh"                     | r.Meta["service"] == "ssh"
          """)
  void paths_are_compared_by_their_last_part(String text, String expression) {
    assertThat(new Assertion("a", 1, text).expression()).isEqualTo(expression);
  }

  @Test
  void a_comparison_has_a_subject() {
    List<Assertion> both = Assertion.in("a", "len(results) == 1\n\"x\" in results[0].Y()");
    assertThat(both).extracting(Assertion::subject).containsExactly("len(results)", "");
  }
}
