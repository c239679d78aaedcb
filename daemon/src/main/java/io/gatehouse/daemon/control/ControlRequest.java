package io.gatehouse.daemon.control;

/**
 * What the running firewall is asked.
 *
 * @param verb what to do
 * @param about the address that {@link ControlVerb#EXPLAIN} is about; empty for other verbs
 */
public record ControlRequest(ControlVerb verb, String about) {

  /** A request that is about nothing in particular. */
  public static ControlRequest to(ControlVerb verb) {
    return new ControlRequest(verb, "");
  }
}
