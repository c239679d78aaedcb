package io.gatehouse.detector.hubtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestConfigTest {
  private static final String LOG = "log_file: a.log\nlog_type: syslog\n";

  private static TestConfig read(String text) throws HubTestException {
    return TestConfig.read("config.yaml", text);
  }

  @Test
  void empty_names_and_unknown_keys_say_nothing() throws Exception {
    TestConfig config =
        read(LOG + "parsers:\n- a/b\n- ''\nscenarios:\n- \"\"\nostoverflows:\n- x\nlabels: {}");
    assertThat(config.parsers()).containsExactly("a/b");
    assertThat(config.scenarios()).isEmpty();
    assertThat(config.postoverflows()).isEmpty();
    assertThat(config.ignoreParsers()).isFalse();
    assertThat(config.overrides()).isEmpty();
  }

  @Test
  void labels_stay_the_texts_that_they_are() throws Exception {
    assertThat(read(LOG + "labels: {program: yes, n: 010}").labels())
        .isEqualTo(Map.of("program", "yes", "n", "010"));
  }

  @Test
  void overrides_become_a_parser() throws Exception {
    TestConfig config =
        read(LOG + "override_statics:\n - target: evt.Line.Module\n   value: \"6200\"\n");
    assertThat(config.overrides())
        .hasValue(
            """
            name: overrides
            filter: '1==1'
            statics: [{target: evt.Line.Module, value: "6200"}]
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- a", "log_file: x", "a: [", LOG + "parsers: {a: b}"})
  void what_is_no_test_is_told_with_the_file(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(HubTestException.class)
        .hasMessageStartingWith("config.yaml:");
  }
}
