package io.gatehouse.detector.helper;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.grok.GrokLibrary;
import io.gatehouse.detector.regex.Effort;
import io.gatehouse.detector.regex.HostileTexts;
import io.gatehouse.detector.regex.SafePattern;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every regular expression of the hub and of the program, and texts that are made to keep it busy.
 * What is asserted are steps, which are the same on every machine.
 */
class HostilePatternsTest {
  private static final String BUILT_IN = "src/main/resources/io/gatehouse/detector/hub/builtin";
  private static final Pattern MATCHES = Pattern.compile("matches\\s+(['\"`])(.+?)\\1");
  private static final long LOOKS = 5_000_000;
  private static final long LINEAR = 250_000_000;

  /** Most programs for RE2/J are shorter than a line of this length needs them to be. */
  private static final int SHORT = 1_000;

  @Test
  @Timeout(120)
  void every_pattern_of_the_program_comes_to_an_end_on_any_line_of_usual_length() throws Exception {
    Map<String, SafePattern> patterns = patterns(new Hub(builtIn()), GrokLibrary.base());
    assertThat(patterns).hasSizeGreaterThan(100);
    for (SafePattern pattern : patterns.values()) {
      for (String text : HostileTexts.of(pattern, List.of(), SHORT)) {
        assertThat(bounded(pattern, text).givenUp()).as("%s on %.60s", pattern, text).isFalse();
      }
    }
  }

  @Test
  @Timeout(120)
  @EnabledIfEnvironmentVariable(named = Hub.VARIABLE, matches = ".+")
  void some_texts_stop_no_pattern_of_the_hub() throws Exception {
    Hub hub = new Hub();
    int turn = 0;
    for (SafePattern pattern : patterns(hub, hub.grok()).values()) {
      List<String> texts = HostileTexts.of(pattern, List.of(), SHORT);
      bounded(pattern, texts.get(turn++ % texts.size()));
    }
    assertThat(turn).isGreaterThan(600);
  }

  @ParameterizedTest
  @ValueSource(ints = {SHORT, 1 << 16, 1 << 20})
  @Tag("soak")
  @EnabledIfEnvironmentVariable(named = Hub.VARIABLE, matches = ".+")
  void no_text_of_any_length_stops_a_pattern_of_the_hub(int length) throws Exception {
    Hub hub = new Hub();
    List<String> lines = hub.lines(40);
    int[] searches = new int[3];
    for (SafePattern pattern : patterns(hub, hub.grok()).values()) {
      for (String text : HostileTexts.of(pattern, lines, length)) {
        Effort effort = bounded(pattern, text);
        searches[effort.givenUp() ? 2 : effort.linear() > 0 ? 1 : 0]++;
      }
    }
    System.out.printf(
        "%d characters: %d searches in the budget, %d by RE2/J, %d given up%n",
        length, searches[0], searches[1], searches[2]);
  }

  private static Effort bounded(SafePattern pattern, String text) {
    Effort effort = pattern.effort(text);
    long looks = Math.min(LOOKS, 50_000 + 250L * text.length());
    assertThat(effort.looks()).as("%s on %.60s", pattern, text).isBetween(0L, looks);
    assertThat(effort.linear()).isLessThanOrEqualTo(LINEAR);
    return effort;
  }

  private static Path builtIn() {
    Path module = Path.of(BUILT_IN);
    return Files.isDirectory(module) ? module : Path.of("detector", BUILT_IN);
  }

  /** Grok patterns by name and in place, operands of {@code matches}, lines of data files. */
  private static Map<String, SafePattern> patterns(Hub hub, GrokLibrary groks) throws Exception {
    Map<String, SafePattern> patterns = new LinkedHashMap<>();
    List<Hub.Item> items = new ArrayList<>();
    for (String folder : List.of("parsers", "scenarios", "postoverflows")) {
      items.addAll(Files.isDirectory(hub.root().resolve(folder)) ? hub.items(folder) : List.of());
    }
    for (Hub.Item item : items) {
      if (item.keys().contains("pattern_syntax")) {
        groks.addIfAbsent(item.key(), item.text(), item.file());
      }
    }
    for (String name : List.copyOf(groks.names())) {
      patterns.put("%{" + name + "}", groks.compileNamed(name, name).regex());
    }
    for (Hub.Item item : items) {
      if (item.key().equals("pattern") && item.keys().contains("grok")) {
        patterns.put(item.text(), groks.compile(item.text(), item.file()).regex());
      }
      Matcher matches = MATCHES.matcher(item.text());
      while (matches.find()) {
        patterns.put(matches.group(2), SafePattern.re2(unescaped(matches)));
      }
    }
    for (Path file : hub.files("data", ".regex", ".regex.txt")) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isEmpty() && !line.startsWith("#")) {
          patterns.put(line, SafePattern.re2(line));
        }
      }
    }
    return patterns;
  }

  private static String unescaped(Matcher matches) {
    return matches.group(1).equals("`") ? matches.group(2) : matches.group(2).replace("\\\\", "\\");
  }
}
