package io.gatehouse.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.hub.EnabledItems;
import io.gatehouse.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
  private static final String GROK = "\ngrok: {pattern: '%{MINE:m}', apply_on: Line.Raw}\n";

  @TempDir private Path dir;

  private void write(String name, String yaml) throws IOException {
    Path file = dir.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, yaml);
  }

  private Rules load() throws Exception {
    return Rules.load(
        EnabledItems.read(dir, dir.resolve("hub"), dir),
        GeoIp.NONE,
        name -> false,
        InstantSource.system());
  }

  @Test
  void what_is_odd_in_a_rule_is_told_when_it_is_loaded() throws Exception {
    write("parsers/s00-raw/a.yaml", "name: a\nstatics: [{target: nowhere, value: b}]\n");
    write(
        "scenarios/s.yaml",
        """
        {name: t/s, description: d, type: conditional, filter: 'true', condition: 'true',
         capacity: 5, leakspeed: 1s}
        """);
    try (LogLines log = LogLines.of(Rules.class.getName())) {
      load();

      assertThat(log.levels()).containsExactly("WARN", "WARN");
      assertThat(log.texts()).anyMatch(text -> text.contains("'statics[0].target'"));
      assertThat(log.texts()).anyMatch(text -> text.contains("'capacity' is 5"));
    }
  }

  @Test
  void patterns_of_parsers_are_not_those_of_postoverflows() throws Exception {
    write("parsers/s00-raw/a.yaml", "name: a\npattern_syntax: {MINE: 'a+'}" + GROK);
    load();

    write("postoverflows/s00-enrich/b.yaml", "name: b" + GROK);

    assertThatThrownBy(this::load).isInstanceOf(ConfigException.class).hasMessageContaining("MINE");
  }
}
