package io.gatehouse.lapi.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An alert as a machine posts it.
 *
 * @param scope of its source, as is {@code value}
 * @param age how long ago it stopped; it lasted for 4 s
 * @param decisions JSON: an array, or {@code null}
 */
public record WireAlert(
    String scenario,
    String scope,
    String value,
    boolean remediation,
    boolean simulated,
    Duration age,
    String decisions) {
  /** So that what is left of a decision is not rounded up to its whole duration. */
  private static final Duration USUAL_AGE = Duration.ofSeconds(10);

  /** What a log processor reports about an address; LAPI decides. */
  public static WireAlert about(String value) {
    String scope = value.indexOf('/') >= 0 ? "Range" : "Ip";
    return new WireAlert("test/bf", scope, value, true, false, USUAL_AGE, "null");
  }

  /** What an operator decides. */
  public static WireAlert deciding(WireDecision... decisions) {
    String list =
        Arrays.stream(decisions).map(WireDecision::json).collect(Collectors.joining(",", "[", "]"));
    return about(decisions[0].value()).scoped(decisions[0].scope()).withDecisions(list);
  }

  public WireAlert called(String newScenario) {
    return new WireAlert(newScenario, scope, value, remediation, simulated, age, decisions);
  }

  public WireAlert scoped(String newScope) {
    return new WireAlert(scenario, newScope, value, remediation, simulated, age, decisions);
  }

  public WireAlert withoutRemediation() {
    return new WireAlert(scenario, scope, value, false, simulated, age, decisions);
  }

  public WireAlert inSimulation() {
    return new WireAlert(scenario, scope, value, remediation, true, age, decisions);
  }

  public WireAlert stoppedBefore(Duration newAge) {
    return new WireAlert(scenario, scope, value, remediation, simulated, newAge, decisions);
  }

  private WireAlert withDecisions(String newDecisions) {
    return new WireAlert(scenario, scope, value, remediation, simulated, age, newDecisions);
  }

  public String json() {
    Instant stop = Instant.now().minus(age).truncatedTo(ChronoUnit.SECONDS);
    return """
        {"scenario":"%s","scenario_hash":"4441dcff07","scenario_version":"0.3",\
        "message":"told by a test","events_count":6,"start_at":"%s","stop_at":"%s",\
        "capacity":5,"leakspeed":"10s","simulated":%b,"remediation":%b,\
        "events":[{"timestamp":"2020-10-02T17:09:08Z",\
        "meta":[{"key":"source_ip","value":"%s"}]}],\
        "source":{"scope":"%s","value":"%s"},"decisions":%s}"""
        .formatted(
            scenario,
            stop.minusSeconds(4),
            stop,
            simulated,
            remediation,
            value,
            scope,
            value,
            decisions);
  }
}
