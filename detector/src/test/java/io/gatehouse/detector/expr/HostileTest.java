package io.gatehouse.detector.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions and values that want to break something. */
class HostileTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[", "{a:", "-", "not ", "any([1], ", "true ? 1 : ", "a?.b[", "evt.GetMeta("})
  void deep_nesting_is_refused_before_it_hurts(String opening) {
    assertThatThrownBy(() -> Sample.compile(opening.repeat(200_000)))
        .isInstanceOf(ExpressionException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "[0]", " - 1", "?.a", " == 1", "[1:]", " | len()", " ?: false"})
  void long_chains_are_refused_or_run(String link) throws Exception {
    String text = "any_value" + link.repeat(3000);
    try {
      Sample.compile(text).evaluate(Sample.of().evaluation());
    } catch (ExpressionException | EvaluationException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  @Test
  void a_thousand_alternatives_are_no_deeper_than_two() throws Exception {
    String text = "evt.Stage == 'x'" + " || evt.Stage == 'y'".repeat(1500) + " || true";
    assertThat(Sample.compile(text).test(Sample.of().evaluation())).isTrue();
  }

  @Test
  void more_parts_than_upstream_takes_are_refused() {
    assertThatThrownBy(() -> Sample.compile("1" + " + 1".repeat(10_001)))
        .hasMessageContaining("more than 10000 parts");
  }

  @Test
  void texts_of_a_megabyte_are_handled_in_time() throws Exception {
    Sample sample = Sample.of();
    sample.meta().put("big", "a".repeat(1_000_000));
    Expression expression =
        Sample.compile(
            "evt.Meta.big matches '(a+)+b' || evt.Meta.big contains 'b' || upper(evt.Meta.big)"
                + " == '' || any(split(evt.Meta.big, 'b'), # == 'x')");
    Assertions.assertTimeoutPreemptively(
        SOON,
        () -> {
          try {
            expression.test(sample.evaluation());
          } catch (EvaluationException e) {
            assertThat(e).hasMessageContaining("too costly");
          }
        });
  }

  @Test
  void doubling_a_text_ends_at_the_limit() throws Exception {
    StringBuilder text = new StringBuilder("let a0 = evt.Stage + evt.Stage; ");
    for (int i = 1; i < 60; i++) {
      text.append("let a").append(i).append(" = a").append(i - 1).append(" + a").append(i - 1);
      text.append("; ");
    }
    Expression expression = Sample.compile(text + "len(a59)");
    assertThatThrownBy(() -> expression.evaluate(Sample.of().evaluation()))
        .hasMessageContaining("longer than");
  }

  @Test
  void lists_nested_in_themselves_do_not_end_the_thread() throws Exception {
    List<Object> inner = new ArrayList<>();
    List<Object> list = inner;
    for (int i = 0; i < 100_000; i++) {
      list = new ArrayList<>(List.of(list));
    }
    Evaluation evaluation =
        Sample.of().evaluation().with(Sample.ENVIRONMENT.get("any_value"), list);
    Expression same = Sample.compile("any_value == [any_value]");
    Expression flat = Sample.compile("flatten(any_value)");
    assertThatThrownBy(() -> flat.evaluate(evaluation)).isInstanceOf(EvaluationException.class);
    assertThatThrownBy(() -> same.evaluate(evaluation)).isInstanceOf(EvaluationException.class);
  }

  @Test
  void broken_surrogates_are_only_characters() throws Exception {
    Sample sample = Sample.of();
    sample.meta().put("bad", "a\uD800b\uDC00");
    Expression expression =
        Sample.compile(
            "upper(evt.Meta.bad) != '' and len(evt.Meta.bad) == 4 and evt.Meta.bad matches '.b.'"
                + " and evt.Meta.bad[1:2] != ''");
    assertThat(expression.test(sample.evaluation())).isTrue();
  }

  @Test
  void random_texts_are_compiled_or_refused_but_never_break_anything() {
    String[] words = {
      "evt", ".", "Meta", "?.", "[", "]", "(", ")", "{", "}", "#", "any", "map", ",", "'x'", "1",
      "2.5", "==", "in", "not", "and", "||", "?", ":", "??", "let", "a", "=", ";", "|", "len",
      "matches", "..", "-", "if", "else", "nil", "true", "\"", "\\", "`", "\uD800", "é", "/*"
    };
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(20); n >= 0; n--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }
      try {
        Sample.compile(text.toString()).evaluate(Sample.of().evaluation());
      } catch (ExpressionException | EvaluationException e) {
        assertThat(e.getMessage()).as(text.toString()).isNotEmpty();
      }
    }
  }
}
