package io.gatehouse.daemon.lapi;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Makes the command lines of this package's verbs. */
public final class LapiVerbs {
  private final Surroundings surroundings;
  private final Doors doors;

  LapiVerbs(Surroundings surroundings, Doors doors) {
    this.surroundings = surroundings;
    this.doors = doors;
  }

  /** Everything that goes under the program's name. */
  public static List<CommandLine> lines(Surroundings surroundings) {
    return new LapiVerbs(surroundings, new HostDoors()).lines();
  }

  List<CommandLine> lines() {
    return List.of(
        group(
            "decisions",
            "Who is banned, and why: list, add, delete.",
            group ->
                List.of(
                    new DecisionsListVerb(group),
                    new DecisionsAddVerb(group),
                    new DecisionsDeleteVerb(group))),
        group(
            "alerts",
            "What was seen: list, inspect, delete.",
            group ->
                List.of(
                    new AlertsListVerb(group),
                    new AlertsInspectVerb(group),
                    new AlertsDeleteVerb(group))));
  }

  private CommandLine group(
      String name, String description, Function<LapiGroup, List<LapiVerb>> verbs) {
    LapiGroup group = new LapiGroup(surroundings, doors);
    return group.line(name, description, verbs.apply(group));
  }
}
