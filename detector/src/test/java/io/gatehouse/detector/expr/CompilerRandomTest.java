package io.gatehouse.detector.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiled closures against a walk over the tree, on expressions made at random. */
class CompilerRandomTest {
  private static final int EXPRESSIONS = 8_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void closures_say_what_the_tree_says(long seed) throws Exception {
    Random random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
      String text = new RandomExpression(random).any(4);
      Expression compiled;
      try {
        compiled = Sample.compile(text);
      } catch (ExpressionException e) {
        continue; // the types do not fit, which the tree cannot know
      }
      assertThat(compiledValue(compiled)).as("seed %s: %s", seed, text).isEqualTo(value(text));
      compared++;
    }
    assertThat(compared).isGreaterThan(EXPRESSIONS / 3);
  }

  private static String compiledValue(Expression compiled) {
    try {
      return shown(compiled.evaluate(Sample.of().evaluation()));
    } catch (EvaluationException e) {
      return "failed";
    }
  }

  private static String value(String text) throws SyntaxException {
    try {
      return shown(new Reference(Sample.of()).of(Parser.parse(text)));
    } catch (Reference.Failure e) {
      return "failed";
    }
  }

  private static String shown(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Sample ? "an event" : GoText.plain(value);
  }
}
