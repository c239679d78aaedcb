package io.gatehouse.daemon.lapi;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** Makes the command lines of this package's verbs. */
public final class LapiVerbs {
  private final VerbContext context;
  private final LapiAccess access;

  LapiVerbs(VerbContext context, LapiAccess access) {
    this.context = context;
    this.access = access;
  }

  /** Everything that goes under the program's name. */
  public static List<CommandLine> lines(VerbContext context) {
    return new LapiVerbs(context, new HostLapiAccess(context)).lines();
  }

  List<CommandLine> lines() {
    return List.of(
        group(
            "decisions",
            "Who is banned, and why: list, add, delete, import.",
            group ->
                List.of(
                    new DecisionsListVerb(group),
                    new DecisionsAddVerb(group),
                    new DecisionsDeleteVerb(group),
                    new DecisionsImportVerb(group))),
        group(
            "alerts",
            "What was seen: list, inspect, delete, flush.",
            group ->
                List.of(
                    new AlertsListVerb(group),
                    new AlertsInspectVerb(group),
                    new AlertsDeleteVerb(group),
                    new AlertsFlushVerb(group))),
        group(
            "bouncers",
            "Who asks for decisions: list, add, inspect, delete, prune.",
            group ->
                List.of(
                    new BouncersListVerb(group),
                    new BouncersAddVerb(group),
                    new BouncersInspectVerb(group),
                    new BouncersDeleteVerb(group),
                    new BouncersPruneVerb(group))),
        group(
            "machines",
            "Who sends alerts: list, add, validate, inspect, delete, prune.",
            group ->
                List.of(
                    new MachinesListVerb(group),
                    new MachinesAddVerb(group),
                    new MachinesValidateVerb(group),
                    new MachinesInspectVerb(group),
                    new MachinesDeleteVerb(group),
                    new MachinesPruneVerb(group))),
        group(
            "lapi",
            "The Local API itself: serve, status, register.",
            group ->
                List.of(
                    new LapiServeVerb(group),
                    new LapiStatusVerb(group),
                    new LapiRegisterVerb(group))),
        new MetricsGroup(context, access).line());
  }

  private CommandLine group(
      String name, String description, Function<LapiGroup, List<LapiVerb>> verbs) {
    LapiGroup group = new LapiGroup(context, access);
    CommandLine line = group.line(name, description, verbs.apply(group));
    if (name.endsWith("s")) {
      line.getCommandSpec().aliases(name.substring(0, name.length() - 1)); // as cscli has it
    }
    return line;
  }
}
