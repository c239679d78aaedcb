package io.gatehouse.detector.hubtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.event.TimeMode;
import io.gatehouse.detector.helper.World;
import io.gatehouse.detector.hubtest.Results.ByStage;
import io.gatehouse.detector.hubtest.Results.NodeResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionCheckTest {
  private final World world = () -> Instant.parse("2026-01-01T00:00:00Z");

  private List<String> parserFailures(String assertion) {
    Line line = new Line("text", "/tmp/a/x.log", "file", Instant.EPOCH, new HashMap<>());
    Event event = Event.of(line, TimeMode.TIMEMACHINE);
    event.parsed().put("message", "say \"hi\"\n");
    event.meta().put("datasource_path", "/tmp/a/x.log");
    event.unmarshaled().put("json", Map.of("n", 3.0, "f", 0.1));
    ByStage stages = new ByStage();
    stages.add("s00-raw", "a/syslog", new NodeResult(event, true, 0));
    return new AssertionCheck(Results.ofParsers(world))
        .over(Results.value(stages))
        .failures(Assertion.in("parser.assert", assertion));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "len(results) == 2",
        "len(results[\"s00-raw\"][\"a/syslog\"]) == 1",
        "len(results[\"s01-parse\"][\"a/sshd\"]) == 0",
        "len(results[\"success\"][\"\"]) == 0",
        "results[\"s00-raw\"][\"a/syslog\"][0].Success == true",
        "results[\"s00-raw\"][\"a/syslog\"][0].Evt.Parsed[\"message\"] == \"say \\\"hi\\\"\\n\"",
        "results[\"s00-raw\"][\"a/syslog\"][0].Evt.Parsed[\"absent\"] == \"\"",
        "results[\"s00-raw\"][\"a/syslog\"][0].Evt.Meta[\"datasource_path\"] == \"x.log\"",
        "basename(results[\"s00-raw\"][\"a/syslog\"][0].Evt.Meta[\"datasource_path\"]) == 'x.log'",
        "results[\"s00-raw\"][\"a/syslog\"][0].Evt.Unmarshaled[\"json\"][\"n\"] == 3",
        "FloatApproxEqual(results[\"s00-raw\"][\"a/syslog\"][0].Evt.Unmarshaled[\"json\"][\"f\"], 0.1)"
      })
  void what_holds_is_no_failure(String assertion) {
    assertThat(parserFailures(assertion)).isEmpty();
  }

  @Test
  void a_failure_tells_the_line_and_what_it_is_instead() {
    assertThat(parserFailures("\nlen(results) == 3"))
        .containsExactly("parser.assert:2: len(results) == 3: it is \"2\"");
  }

  @Test
  void what_is_not_there_fails_with_the_reason() {
    assertThat(parserFailures("results[\"s00-raw\"][\"a/syslog\"][7].Success == true"))
        .containsExactly(
            "parser.assert:1: results[\"s00-raw\"][\"a/syslog\"][7].Success == true:"
                + " index 7 is outside a list of 1");
    assertThat(parserFailures("nonsense(1)")).singleElement().asString().contains("nonsense");
    assertThat(parserFailures("1")).hasSize(1);
  }

  @Test
  void overflows_are_seen_with_their_sources() {
    List<Event> overflows = List.of(Overflows.of("a/ssh-bf", "192.0.2.1", "root"));
    String text =
        """
        len(results) == 1
        "192.0.2.1" in results[0].Overflow.GetSources()
        results[0].Overflow.Sources["192.0.2.1"].GetScope() == "Ip"
        results[0].Overflow.Alert.Events[0].GetMeta("target_user")[1:] == "oot"
        results[0].Overflow.Alert.GetScenario() == "a/ssh-bf"
        """;
    assertThat(
            new AssertionCheck(Results.ofScenarios(world))
                .over(overflows)
                .failures(Assertion.in("scenario.assert", text)))
        .isEmpty();
  }
}
