package io.gatehouse.policy;

import io.gatehouse.policy.Traffic.Service;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A row of the table of scenarios: names in which the pattern is found are this offence.
 *
 * @param name searched for in a scenario's name, in lower case and without its author
 * @param offence what such a scenario is about
 */
public record ScenarioRule(Pattern name, Offence offence) {

  /**
   * The row for names that contain this regular expression.
   *
   * @param services as {@link Service#parse} reads them
   */
  public static ScenarioRule containing(String regex, ScenarioClass kind, String... services) {
    TreeSet<Service> attacked = new TreeSet<>();
    Arrays.stream(services).map(Service::parse).forEach(attacked::add);
    return new ScenarioRule(Pattern.compile(regex), new Offence(kind, attacked));
  }

  /** The row for names in which one of these words, given as {@code a|b}, stands by itself. */
  public static ScenarioRule word(String words, ScenarioClass kind, String... services) {
    return containing("(?<![a-z0-9])(?:" + words + ")(?![a-z0-9])", kind, services);
  }
}
