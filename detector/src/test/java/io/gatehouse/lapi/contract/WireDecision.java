package io.gatehouse.lapi.contract;

/** A decision within an alert that a machine posts. */
public record WireDecision(
    String scope, String value, String type, String duration, String origin, String scenario) {

  /** A ban of 4 h by an operator. */
  public static WireDecision ban(String value) {
    return new WireDecision(
        value.indexOf('/') >= 0 ? "Range" : "Ip", value, "ban", "4h", "cscli", "manual");
  }

  public WireDecision scoped(String newScope) {
    return new WireDecision(newScope, value, type, duration, origin, scenario);
  }

  public WireDecision typed(String newType) {
    return new WireDecision(scope, value, newType, duration, origin, scenario);
  }

  public WireDecision lasting(String newDuration) {
    return new WireDecision(scope, value, type, newDuration, origin, scenario);
  }

  public WireDecision by(String newOrigin) {
    return new WireDecision(scope, value, type, duration, newOrigin, scenario);
  }

  public WireDecision because(String newScenario) {
    return new WireDecision(scope, value, type, duration, origin, newScenario);
  }

  public String json() {
    return """
        {"duration":"%s","scope":"%s","value":"%s","type":"%s","scenario":"%s","origin":"%s"}"""
        .formatted(duration, scope, value, type, scenario, origin);
  }
}
