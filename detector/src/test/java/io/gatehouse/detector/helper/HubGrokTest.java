package io.gatehouse.detector.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.grok.GrokException;
import io.gatehouse.detector.grok.GrokLibrary;
import io.gatehouse.detector.grok.GrokPattern;
import io.gatehouse.detector.regex.PatternBudgetException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Every Grok pattern of the hub: put together, and asked about texts that want to stop it. */
@EnabledIfEnvironmentVariable(named = Hub.VARIABLE, matches = ".+")
class HubGrokTest {
  private static final Duration LONG = Duration.ofSeconds(3);

  private final Hub hub = new Hub();

  private List<GrokPattern> patterns(GrokLibrary library) throws Exception {
    List<GrokPattern> patterns = new ArrayList<>();
    for (Hub.Item item : hub.items("parsers")) {
      String place = item.file() + ":" + item.line();
      int grok = item.keys().lastIndexOf("grok");
      if (grok >= 0 && grok == item.keys().size() - 2 && !item.text().isEmpty()) {
        switch (item.key()) {
          case "pattern" -> patterns.add(library.compile(item.text(), place));
          case "name" -> patterns.add(library.compileNamed(item.text(), place));
          default -> {}
        }
      }
    }
    return patterns;
  }

  @Test
  void every_pattern_is_put_together() throws Exception {
    GrokLibrary library = hub.grok();
    assertThat(patterns(library)).hasSizeGreaterThan(250);
    for (String name : library.names()) {
      assertThat(library.compileNamed(name, "t")).isNotNull();
    }
  }

  @Test
  void our_base_patterns_have_every_name_and_match_what_the_hubs_match() throws Exception {
    GrokLibrary theirs = hub.grok();
    theirs.addFile("base", Files.readString(hub.root().resolve("patterns-base/base")));
    List<GrokPattern> ours = patterns(hub.grok());
    List<GrokPattern> other = patterns(theirs);
    List<String> lines = hub.lines(15);
    for (int i = 0; i < ours.size(); i++) {
      for (String line : lines) {
        assertThat(fields(ours.get(i), line))
            .as("%s on %s", ours.get(i), line)
            .isEqualTo(fields(other.get(i), line));
      }
    }
    GrokLibrary alone = GrokLibrary.empty();
    alone.addFile("base", Files.readString(hub.root().resolve("patterns-base/base")));
    assertThat(GrokLibrary.base().names()).containsAll(alone.names());
  }

  private static Map<String, String> fields(GrokPattern pattern, String line) throws Exception {
    Map<String, String> fields = new TreeMap<>();
    boolean matched = pattern.match(line, fields::put);
    fields.put("matched", String.valueOf(matched));
    return fields;
  }

  @Test
  void no_text_stops_a_pattern() throws GrokException, Exception {
    List<String> hostile =
        List.of(
            "\"" + "a".repeat(8000),
            "\"" + "\\\"".repeat(4000),
            "/" + "a/".repeat(4000),
            "1:".repeat(4000),
            "1.".repeat(4000),
            "a".repeat(64).concat(".").repeat(120),
            "[".repeat(4000),
            " ".repeat(8000) + "x",
            "a=\"b\" ".repeat(1500) + "\u0000",
            "é".repeat(4000),
            "\uD800".repeat(4000));
    for (GrokPattern pattern : patterns(hub.grok())) {
      String literal = pattern.literals().isEmpty() ? "" : pattern.literals().get(0);
      for (String text : hostile) {
        long start = System.nanoTime();
        try {
          pattern.matches(literal + text + literal);
        } catch (PatternBudgetException e) {
          assertThat(e.getMessage()).contains("given up");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .as("%s on %s…", pattern, text.substring(0, 10))
            .isLessThan(LONG);
      }
    }
  }
}
