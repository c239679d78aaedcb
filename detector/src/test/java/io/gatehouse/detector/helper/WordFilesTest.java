package io.gatehouse.detector.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.expr.Environment;
import io.gatehouse.detector.expr.Evaluation;
import io.gatehouse.detector.expr.Expression;
import io.gatehouse.detector.expr.Expressions;
import io.gatehouse.detector.expr.SourceText;
import io.gatehouse.detector.expr.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that ask for each line of a file, which are answered from a table. */
class WordFilesTest {
  private final SmallWorld world = new SmallWorld();
  private final Environment environment = HubEvent.environment(world);
  private final HubEvent event = new HubEvent();
  private final Evaluation evaluation = new Evaluation().with(environment.get("evt"), event);

  private Expression compile(String text) throws Exception {
    return new Expressions(environment).compile(SourceText.of("t", text), Type.BOOL);
  }

  private void words(List<String> words) throws Exception {
    world.files.put("words", DataFile.of("words", "string", String.join("\n", words)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evt.Meta.x contains #",
        "Upper(evt.Meta.x) contains Upper(#)",
        "evt.Meta.x == #",
        "evt.Meta.x endsWith #",
        "evt.Meta.x startsWith Lower(#)",
        "evt.Meta.x contains JsonExtract(#, 'a')",
        "evt.Meta.x contains # ? evt.SetMeta('y', #) : false",
        "evt.Meta.x contains # ? # == 'b' : false",
      })
  void the_table_answers_as_the_loop_does(String body) throws Exception {
    Expression quick = compile("any(File('words'), {" + body + "})");
    Expression slow = compile("any(map(File('words'), #), {" + body + "})");
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      if (i % 50 == 0) {
        words(someWords(random));
      }
      event.meta.put("x", text(random, random.nextInt(8)));
      assertThat(quick.test(evaluation))
          .as("%s in %s", event.meta, world.files.get("words"))
          .isEqualTo(slow.test(evaluation));
    }
  }

  private static List<String> someWords(Random random) {
    List<String> words = new ArrayList<>();
    for (int n = random.nextInt(6); n > 0; n--) {
      words.add(text(random, 1 + random.nextInt(3)));
    }
    return words;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("abA".charAt(random.nextInt(3)));
    }
    return text.toString();
  }

  @Test
  void what_a_rule_does_on_a_hit_is_done_for_the_first_line_only() throws Exception {
    words(List.of("one", "two", "three"));
    event.meta.put("x", "three two");
    Expression rule =
        compile("any(File('words'), {evt.Meta.x contains # ? evt.SetMeta('hit', #) : false})");
    assertThat(rule.test(evaluation)).isTrue();
    assertThat(event.meta).containsEntry("hit", "two");
  }

  @Test
  void a_file_that_is_not_there_holds_nothing() throws Exception {
    assertThat(compile("any(File('none'), {evt.Meta.x contains #})").test(evaluation)).isFalse();
  }
}
