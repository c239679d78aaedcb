package io.gatehouse.detector.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.Alerts;
import io.gatehouse.config.ConfigException;
import io.gatehouse.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {
  private static final String IP =
      "filters: ['Alert.Remediation == true && Alert.GetScope() == \"Ip\"']\n";
  private static final Alert ALERT = Alerts.undecided("Ip", "192.0.2.7");

  @TempDir Path directory;

  @Test
  void without_a_file_addresses_and_ranges_are_banned_for_four_hours() {
    Profiles profiles = Profiles.builtIn();

    assertThat(profiles.decide(ALERT))
        .containsExactly(
            new AlertDecision(
                0,
                "crowdsec",
                "ban",
                "Ip",
                "192.0.2.7",
                "crowdsecurity/ssh-bf",
                Duration.ofHours(4),
                false));
    assertThat(profiles.decide(Alerts.undecided("Range", "192.0.2.0/24"))).hasSize(1);
    assertThat(profiles.names())
        .containsExactly("default_ip_remediation", "default_range_remediation");
  }

  @Test
  void keys_without_effect_are_told() throws Exception {
    Path file = directory.resolve("profiles.yaml");
    Files.writeString(
        file,
        "name: a\ndebug: true\non_failure: break\n"
            + IP
            + "decisions: [{type: ban, duration: 1h}]\n");

    try (LogLines log = LogLines.of(Profiles.class.getName())) {
      Profiles.read(file);

      assertThat(log.texts())
          .hasSize(2)
          .anyMatch(line -> line.contains("profiles.yaml:2: 'debug' has no effect"))
          .anyMatch(line -> line.contains("profiles.yaml:3: 'on_failure' has no effect"));
    }
  }

  @Test
  void what_no_profile_matches_gets_no_decision() {
    assertThat(Profiles.builtIn().decide(Alerts.undecided("Country", "FR"))).isEmpty();
    assertThat(Profiles.builtIn().decide(Alerts.of("Ip", "192.0.2.7", false, List.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Alert.Remediation==true&&Alert.GetScope()==\"Ip\"",
        "  Alert.Remediation  ==  true  &&  Alert.GetScope()  ==  \"Ip\"",
        "Alert.Remediation == true && Alert.GetScope() == 'Ip'",
      })
  void spaces_in_a_filter_do_not_matter(String filter) throws Exception {
    Profiles profiles = read("name: a\nfilters:\n- |-\n  " + filter.strip() + "\n" + ban("1h"));

    assertThat(profiles.decide(ALERT)).hasSize(1);
  }

  @Test
  void each_true_filter_brings_the_decisions_once() throws Exception {
    String filter = "'Alert.Remediation == true && Alert.GetScope() == \"Ip\"'";
    Profiles profiles = read("name: a\nfilters: [" + filter + ", " + filter + "]\n" + ban("1h"));

    assertThat(profiles.decide(ALERT)).hasSize(2);
  }

  @Test
  void the_first_profile_that_decides_decides_all() throws Exception {
    Profiles profiles = read("name: a\n" + IP + ban("1h") + "---\nname: b\n" + IP + ban("2h"));

    assertThat(profiles.decide(ALERT))
        .extracting(AlertDecision::duration)
        .containsExactly(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"break, 0", "continue, 1", "'', 1"})
  void a_profile_without_decisions_ends_the_search_only_with_break(String word, int decisions)
      throws Exception {
    Profiles profiles =
        read("name: a\n" + IP + "on_success: " + word + "\n---\nname: b\n" + IP + ban("2h"));

    assertThat(profiles.decide(ALERT)).hasSize(decisions);
  }

  @Test
  void a_decision_may_have_its_own_scope_type_and_origin() throws Exception {
    Profiles profiles =
        read(
            "name: a\n"
                + IP
                + "decisions:\n- {type: captcha, duration: 1d12h, scope: range, origin: me}\n");

    AlertDecision decision = profiles.decide(ALERT).get(0);
    assertThat(decision.type()).isEqualTo("captcha");
    assertThat(decision.duration()).isEqualTo(Duration.ofHours(36));
    assertThat(decision.scope()).isEqualTo("Range");
    assertThat(decision.origin()).isEqualTo("crowdsec/me");
    assertThat(decision.value()).isEqualTo("192.0.2.7");
  }

  @Test
  void a_decision_without_duration_lasts_four_hours() throws Exception {
    Profiles profiles = read("name: a\n" + IP + "decisions: [{type: ban}]\n");

    assertThat(profiles.decide(ALERT).get(0).duration()).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void the_local_file_comes_first() throws Exception {
    Files.writeString(directory.resolve("profiles.yaml.local"), "name: mine\n" + IP + ban("9h"));

    Profiles profiles = read("name: a\n" + IP + ban("1h"));

    assertThat(profiles.names()).containsExactly("mine", "a");
    assertThat(profiles.decide(ALERT).get(0).duration()).isEqualTo(Duration.ofHours(9));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: a;filters:; - Alert.Remediation == true; - 1 + 1 |2| 'filters' is wrong at column",
        "name: a;filters:; - Alert.Remedy |2| 'filters' is wrong at column 7",
        "name: a;filters: [];duration_expr: 'x' |3| 'duration_expr' is wrong at column 1",
        "name: a;filters: [];notifications: [slack] |3| 'notifications' can't be used:",
        "name: a;filters: [];on_sucess: break |3| 'on_sucess' is unknown; did you mean",
        "name: a;filters: [];on_success: stop |3| 'on_success' is \"stop\": continue, break is",
        "name: a;filters: [];decisions:; - type: ban;   duration: 4 |5| 'decisions[0].duration' is"
            + " \"4\"",
        "name: a;filters: [];decisions:; - type: ban;   duration: -4h |5|"
            + " 'decisions[0].duration' is \"-4h\": it must be longer",
        "name: a;filters: [];decisions:; - typ: ban |4| 'decisions[0].typ' is unknown",
        "name: a;filters: [];decisions: ban |3| 'decisions' is \"ban\": a list is expected",
        "name: a;filters: [];decisions: [ban] |3| 'decisions[0]': a mapping is expected",
        "[a] |1| is a sequence",
      })
  void what_cannot_be_done_is_refused_with_its_line(String yaml, int line, String message) {
    assertThatThrownBy(() -> read(yaml.strip().replace(";", "\n")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("profiles.yaml:" + line + ": " + message);
  }

  @Test
  void every_problem_of_every_document_is_told_at_once() {
    assertThatThrownBy(() -> read("nam: a\n" + IP + "---\nname: b\nfilters: ['x', 'y']\n"))
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.problems()).hasSizeGreaterThanOrEqualTo(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n---\n"})
  void a_file_without_a_profile_is_refused(String yaml) {
    assertThatThrownBy(() -> read(yaml)).hasMessageContaining("holds no profile");
  }

  @Test
  void a_filter_is_any_expression_over_the_alert() throws Exception {
    Profiles profiles =
        read(
            "name: a\nfilters:\n- Alert.GetScenario() startsWith 'crowdsecurity/ssh' && "
                + "Alert.GetValue() in ['192.0.2.7']\n"
                + ban("1h"));

    assertThat(profiles.decide(ALERT)).hasSize(1);
    assertThat(profiles.decide(Alerts.undecided("Ip", "192.0.2.8"))).isEmpty();
  }

  @Test
  void who_comes_again_is_banned_for_longer() throws Exception {
    Profiles profiles =
        read(
            "name: a\n"
                + IP
                + "duration_expr: Sprintf('%dh', (GetDecisionsCount(Alert.GetValue()) + 1) * 4)\n"
                + ban("1h"));

    assertThat(profiles.decide(ALERT, new Earlier(2)).get(0).duration())
        .isEqualTo(Duration.ofHours(12));
    assertThat(profiles.decide(ALERT).get(0).duration()).isEqualTo(Duration.ofHours(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'soon'", "'-4h'", "Alert.GetMeta('none')"})
  void an_expression_that_gives_no_duration_leaves_the_decisions_own(String expression)
      throws Exception {
    Profiles profiles =
        read("name: a\n" + IP + "duration_expr: \"" + expression + "\"\n" + ban("1h"));

    assertThat(profiles.decide(ALERT).get(0).duration()).isEqualTo(Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({"'', 2h", "continue, 2h", "apply, 1h", "break, none"})
  void a_filter_without_a_value_means_what_on_error_says(String word, String expected)
      throws Exception {
    Profiles profiles =
        read(
            "name: a\nfilters: ['Alert.Events[9].GetMeta(\"x\") == \"y\"']\non_error: "
                + word
                + "\n"
                + ban("1h")
                + "---\nname: b\n"
                + IP
                + ban("2h"));

    List<String> durations =
        profiles.decide(ALERT).stream().map(it -> it.duration().toHours() + "h").toList();

    assertThat(durations).isEqualTo(expected.equals("none") ? List.of() : List.of(expected));
  }

  private record Earlier(long decisions) implements DecisionHistory {
    @Override
    public long count(String value, @Nullable Instant since) {
      return decisions;
    }

    @Override
    public long active(String value) {
      return decisions;
    }

    @Override
    public Duration timeLeft(String value) {
      return Duration.ZERO;
    }
  }

  private static String ban(String duration) {
    return "decisions:\n- type: ban\n  duration: " + duration + "\n";
  }

  private Profiles read(String yaml) throws IOException, ConfigException {
    Path file = directory.resolve("profiles.yaml");
    Files.writeString(file, yaml);
    return Profiles.read(file);
  }
}
