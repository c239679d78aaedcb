package io.gatehouse.decision;

/**
 * What many decisions have in common: what to do, who decided, and on what ground.
 *
 * @param remediation the decision's {@code type}
 * @param origin who decided
 * @param scenario the scenario's name; the list's name where the origin is {@code lists}; the
 *     reason where a person decided; may be empty
 */
public record DecisionKind(Remediation remediation, Origin origin, String scenario) {

  /** The origin as metrics label it: {@code lists:NAME} for a blocklist, else the origin. */
  public String originLabel() {
    return origin.equals(Origin.LISTS) ? "lists:" + scenario : origin.word();
  }
}
