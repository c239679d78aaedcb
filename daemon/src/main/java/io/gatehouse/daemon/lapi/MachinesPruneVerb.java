package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.MachineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse machines prune}. */
@Command(
    name = "prune",
    description = "Deletes machines without a heartbeat for so long; asks before it does.",
    footer = {
      "",
      "One that never sent a heartbeat counts from when it was added.",
      "Examples:",
      "  gatehouse machines prune",
      "  gatehouse machines prune --not-validated-only --force"
    })
final class MachinesPruneVerb extends AdministrationVerb {
  @Option(
      names = {"-d", "--duration"},
      paramLabel = "SPAN",
      defaultValue = "10m",
      converter = Values.Span.class,
      description = "Silent for so long; default: 10m.")
  private Duration silentFor = Duration.ofMinutes(10);

  @Option(names = "--not-validated-only", description = "Spare those that were let in.")
  private boolean notValidatedOnly;

  @Option(names = "--force", description = "Without asking.")
  private boolean force;

  MachinesPruneVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws Exception {
    Instant now = group().context().time().instant();
    List<MachineEntry> silent =
        administration.machines().stream()
            .filter(one -> !notValidatedOnly || !one.validated())
            .filter(one -> heard(one).isBefore(now.minus(silentFor)))
            .toList();
    if (silent.isEmpty()) {
      scene.say("No machines to prune.");
      return 0;
    }
    if (!force) {
      MachineRows.table(silent, now).print(scene.err(), group().terminal());
      if (!isWanted(scene, "Delete these machines? Their alerts stay.")) {
        scene.say("Nothing was deleted.");
        return 0;
      }
    }
    int deleted = administration.pruneMachines(silentFor, notValidatedOnly).size();
    scene.say("Successfully deleted " + deleted + " machines");
    return 0;
  }

  private static Instant heard(MachineEntry one) {
    return one.lastHeartbeat().orElse(one.createdAt());
  }
}
