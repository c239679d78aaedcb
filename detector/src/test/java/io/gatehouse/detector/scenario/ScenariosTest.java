package io.gatehouse.detector.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenariosTest {
  private static final String TRIGGER = Fill.scenario("trigger", "");

  private static List<String> problems(String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> Fill.load(yaml));
    return e.problems().stream().map(ConfigProblem::toString).toList();
  }

  @Test
  void reads_every_key() {
    Scenario scenario =
        Fill.scenarios(
                """
                type: leaky
                name: t/full
                description: every key
                debug: false
                format: 2.0
                version: 0.1
                references: [https://example.org]
                filter: evt.Meta.service == 'test'
                groupby: evt.Meta.source_ip
                distinct: evt.Meta.user
                cancel_on: evt.Meta.result == 'ok'
                overflow_filter: len(queue.Queue) > 1
                capacity: 5
                cache_size: 3
                leakspeed: 1m30s
                blackhole: 2m
                reprocess: true
                scope: {type: username, expression: evt.Meta.user}
                labels: {remediation: true, confidence: 3, classification: [attack.T1110]}
                data:
                  - {source_url: "https://example.org/f", dest_file: f.txt, type: regexp, strategy: LRU, size: 40, ttl: 5s}
                """)
            .all()
            .get(0);

    assertThat(scenario.type()).isEqualTo("leaky");
    assertThat(scenario.queueLimit()).isEqualTo(3);
    assertThat(scenario.lifeNanos()).isEqualTo(540_000_000_000L);
    assertThat(scenario.scope.type()).isEqualTo("username");
    assertThat(scenario.labels())
        .isEqualTo(
            Map.of(
                "remediation", true, "confidence", 3L, "classification", List.of("attack.T1110")));
    assertThat(scenario.data).containsExactly(new RequiredFile("f.txt", "regexp"));
    assertThat(scenario.simulated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "5, 3, 3",
    "5, 9, 5",
    "5, 0, 5",
    "-1, 3, 3",
    "-1, 0, 2147483647",
  })
  void keeps_as_many_events_as_capacity_or_cache_say(int capacity, int cache, int limit) {
    String keys = "leakspeed: 1s\ncondition: 'true'\ncapacity: %d\ncache_size: %d\n";
    String yaml = Fill.scenario("conditional", keys.formatted(capacity, cache));

    assertThat(Fill.scenarios(yaml).all().get(0).queueLimit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "leaky   | leakspeed: 1s                      | 'capacity' is missing",
        "leaky   | capacity: 0, leakspeed: 1s         | 'capacity' is \"0\": at least 1",
        "leaky   | capacity: 1                        | 'leakspeed' is missing",
        "leaky   | capacity: 1, leakspeed: 0s         | 'leakspeed' is \"0s\": a duration longer",
        "leaky   | capacity: 1, leakspeed: 10         | a unit is missing",
        "trigger | capacity: 3                        | 'capacity' is \"3\": a trigger has none",
        "counter | capacity: -1                       | 'duration' is missing",
        "counter | capacity: 4, duration: 1s          | 'capacity' is \"4\": -1 is expected",
        "conditional | capacity: -1, leakspeed: 1s    | 'condition' is missing",
        "bayesian | capacity: -1, leakspeed: 1s       | 'bayesian_threshold' is missing",
        "trigger | bayesian_prior: 2                  | a number from 0 to 1 is expected",
        "trigger | filterr: x                         | did you mean 'filter'?",
        "trigger | scope: {type: Ip, expression: '1'} | 'scope.expression' is not for scope Ip",
        "trigger | scope: {type: pid}                 | 'scope.expression' is missing",
        "trigger | scope: {typ: pid}                  | did you mean 'scope.type'?",
        "trigger | groupby: evt.Meta.a == ''          | 'groupby' is wrong at column",
        "trigger | cancel_on: evt.Meta.a              | 'cancel_on' is wrong at column",
        "trigger | distinct: evt.Mate.a               | 'distinct' is wrong at column",
        "trigger | distinct: Uper(evt.Meta.a)         | 'distinct' is wrong at column",
        "trigger | labels: text                       | a mapping is expected",
        "trigger | data: [{dest_file: a, type: list}] | one of string, regex, regexp, map",
        "trigger | data: [{type: string}]             | 'data[0].dest_file' is missing",
        "sometimes | capacity: 1                      | one of leaky, trigger, counter",
      })
  void says_what_is_wrong_with_a_document(String type, String keys, String expected) {
    String base = "name: t/x\ndescription: a test\nfilter: 'true'\ntype: " + type + "\n";
    String flow = keys.contains("{") ? keys : keys.replace(", ", "\n");

    assertThat(problems(base + flow)).anyMatch(problem -> problem.contains(expected));
  }

  @Test
  void tells_all_problems_of_all_documents_with_their_lines() {
    String yaml =
        """
        type: trigger
        name: t/one
        filter: evt.Meta.service = 'a'
        ---
        type: leaky
        description: two
        filter: 'true'
        capacity: many
        leakspeed: 1s
        """;

    assertThat(problems(yaml))
        .anyMatch(p -> p.startsWith("config: test.yaml:3: 'filter' is wrong at column 18"))
        .anyMatch(p -> p.contains("'description' is missing"))
        .anyMatch(p -> p.contains("'name' is missing"))
        .anyMatch(p -> p.startsWith("config: test.yaml:8: 'capacity' is \"many\""));
  }

  @Test
  void a_capacity_of_a_conditional_bucket_is_a_warning() {
    Scenarios scenarios =
        Fill.scenarios(
            Fill.scenario("conditional", "capacity: 5\nleakspeed: 1s\ncondition: 'true'\n"));

    assertThat(scenarios.warnings()).singleElement().asString().contains("'capacity' is 5");
  }

  @Test
  void debug_that_has_no_effect_is_a_warning() {
    Scenarios scenarios = Fill.scenarios(TRIGGER + "debug: true\n");

    assertThat(scenarios.warnings()).singleElement().asString().contains("'debug' has no effect");
  }

  @Test
  void simulation_is_said_from_outside() {
    String yaml = TRIGGER.replace("t/trigger", "t/simulated");

    assertThat(Fill.scenarios(yaml).all().get(0).simulated()).isTrue();
  }

  @Test
  void no_file_is_no_scenario() throws Exception {
    Scenarios none = Scenarios.load(List.of(), () -> Fill.START, name -> false);

    assertThat(none.all()).isEmpty();
    assertThat(Buckets.of(none).build().pour(Fill.live("192.0.2.1"))).isEqualTo(Poured.NOWHERE);
  }
}
