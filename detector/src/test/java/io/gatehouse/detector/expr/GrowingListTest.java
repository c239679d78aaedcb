package io.gatehouse.detector.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingListTest {
  private static final ObjectType<Thing> THING =
      ObjectType.of("Thing", Thing.class).texts("Meta", Thing::meta);
  private static final Environment ENVIRONMENT =
      Environment.builder()
          .variable("list", Type.listOf(THING))
          .variable("wanted", Type.STRING)
          .build();

  /** As large as an evaluation needs that looks at nothing twice. */
  private static final int FEW_STEPS = 60;

  private final GrowingList<Thing> list = new GrowingList<>();

  /** Something that is compared by identity, as events are. */
  private static final class Thing {
    private final Map<String, String> meta = new HashMap<>();

    private Thing(String kind) {
      meta.put("kind", kind);
    }

    Map<String, String> meta() {
      return meta;
    }
  }

  @BeforeEach
  void settle() {
    list.settle();
  }

  private static Expression compiled(String text) throws Exception {
    return new Expressions(ENVIRONMENT).compile(SourceText.of("test", text), Type.ANY);
  }

  private static @Nullable Object value(Expression expression, List<Thing> list, int steps)
      throws EvaluationException {
    Evaluation evaluation = new Evaluation(steps);
    evaluation.with(ENVIRONMENT.get("list"), list).with(ENVIRONMENT.get("wanted"), "a");
    return expression.evaluate(evaluation);
  }

  private void grow(Expression expression, int elements) throws EvaluationException {
    for (int i = 0; i < elements; i++) {
      list.append(new Thing("a"));
      value(expression, list, FEW_STEPS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter(list, {#.Meta.kind == 'a'})",
        "count(list, {.Meta.kind == 'a'})",
        "let all = filter(list, {any(['a', 'b'], {# == 'a'}) and #.Meta.kind == 'a'}); len(all)"
      })
  void a_closure_is_asked_about_what_is_new(String text) throws Exception {
    grow(compiled(text), 100);
    assertThat(list).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter(list, {#.Meta.kind == wanted})",
        "count(list, {#index >= 0})",
        "let it = 'a'; filter(list, {#.Meta.kind == it})"
      })
  void a_closure_that_looks_elsewhere_is_asked_about_everything(String text) throws Exception {
    Expression expression = compiled(text);
    assertThatThrownBy(() -> grow(expression, 100)).hasMessageContaining("steps");
  }

  @Test
  void nothing_is_remembered_of_elements_that_may_change() throws Exception {
    GrowingList<Thing> loose = new GrowingList<>();
    Expression expression = compiled("count(list, {#.Meta.kind == 'a'})");
    for (int i = 0; i < 50; i++) {
      loose.append(new Thing("a"));
      value(expression, loose, 100);
    }
    loose.get(0).meta().put("kind", "b");
    assertThat(value(expression, loose, 100)).isEqualTo(49L);
  }

  @Test
  void an_element_that_a_closure_fails_at_is_asked_about_again() throws Exception {
    Expression expression = compiled("count(list, {int(#.Meta.kind) > 0})");
    for (int i = 0; i < 20; i++) {
      list.append(new Thing("1"));
    }
    list.append(new Thing("none"));
    list.append(new Thing("1"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> value(expression, list, 100))
          .isInstanceOf(EvaluationException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void what_is_remembered_is_what_a_look_at_everything_gives(long seed) throws Exception {
    Random random = new Random(seed);
    Expression a = compiled("filter(list, {#.Meta.kind == 'a'})");
    Expression b = compiled("filter(list, {#.Meta.kind == 'b'})");
    for (int i = 0; i < 3_000; i++) {
      change(random);
      Expression asked = random.nextBoolean() ? a : b;
      assertThat(value(asked, list, 10_000))
          .as("seed %d, step %d", seed, i)
          .isEqualTo(value(asked, new ArrayList<>(list), 10_000));
    }
  }

  /** Appends a new element or the last one again, rewrites the last one, or drops the oldest. */
  private void change(Random random) {
    String kind = random.nextInt(3) == 0 ? "b" : "a";
    int what = random.nextInt(20);
    if (list.isEmpty() || what < 12) {
      list.append(new Thing(kind));
    } else if (what < 14) {
      list.append(list.get(list.size() - 1));
    } else if (what < 17) {
      list.get(list.size() - 1).meta().put("kind", kind);
    } else {
      list.removeFirst(Math.min(list.size(), random.nextInt(list.size() > 300 ? 200 : 4)));
    }
  }
}
