package io.gatehouse.daemon.lapi;

import io.gatehouse.decision.GoDuration;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse bouncers prune}. */
@Command(
    name = "prune",
    description = "Deletes bouncers that have not pulled for so long; asks before it does.",
    footer = {
      "",
      "One that never pulled counts from when it was added.",
      "Examples:",
      "  gatehouse bouncers prune",
      "  gatehouse bouncers prune -d 7d --force"
    })
final class BouncersPruneVerb extends AdministrationVerb {
  @Option(
      names = {"-d", "--duration"},
      paramLabel = "SPAN",
      defaultValue = "60m",
      converter = Values.Span.class,
      description = "Silent for so long; default: 60m.")
  private Duration silentFor = Duration.ofMinutes(60);

  @Option(names = "--force", description = "Without asking.")
  private boolean force;

  BouncersPruneVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws Exception {
    Instant limit = group().context().time().instant().minus(silentFor);
    List<BouncerEntry> silent =
        administration.bouncers().stream()
            .filter(one -> one.lastPull().orElse(one.createdAt()).isBefore(limit))
            .toList();
    if (silent.isEmpty()) {
      scene.say("No bouncers to prune.");
      return 0;
    }
    if (!force) {
      BouncerRows.table(silent).print(scene.err(), group().terminal());
      String span = GoDuration.format(silentFor);
      if (!isWanted(scene, "Delete these bouncers, silent for " + span + "?")) {
        scene.say("Nothing was deleted.");
        return 0;
      }
    }
    int deleted = administration.pruneBouncers(silentFor).size();
    scene.say("Successfully deleted " + deleted + " bouncers");
    return 0;
  }
}
