package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse alerts delete}. */
@Command(
    name = "delete",
    aliases = "remove",
    description = "Deletes alerts and ends their decisions. LAPI allows it to trusted addresses.",
    footer = {
      "",
      "Examples:",
      "  gatehouse alerts delete --id 42",
      "  gatehouse alerts delete -i 192.0.2.7",
      "  gatehouse alerts delete --all"
    })
final class AlertsDeleteVerb extends LapiVerb {
  @Mixin private final TargetSelection target = new TargetSelection();

  @Option(names = "--id", paramLabel = "ID", description = "The one of this number.")
  private @Nullable Long id;

  @Option(
      names = {"-a", "--all"},
      description = "All of them.")
  private boolean all;

  AlertsDeleteVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    Query query = target.query("scope");
    if (query.isEmpty() && id == null && !all) {
      throw misuse("which ones? Give -i, -r, --scope, -v, -s or --id, or --all");
    }
    try (LapiConnection lapi = group().lapi(scene.config())) {
      int deleted =
          id != null
              ? lapi.deleteAlert(id)
              : lapi.deleteAlerts((all ? new Query() : query).parameters());
      if (id != null && deleted == 0) {
        throw new ProgramException("alerts: there is no alert " + id);
      }
      Deletions.tell(scene, deleted, "alert(s) deleted");
    }
    return 0;
  }
}
