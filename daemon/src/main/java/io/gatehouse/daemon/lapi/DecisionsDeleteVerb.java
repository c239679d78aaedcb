package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse decisions delete}. */
@Command(
    name = "delete",
    aliases = "remove",
    description = "Ends decisions; bouncers hear of it in their next pull.",
    footer = {
      "",
      "Examples:",
      "  gatehouse decisions delete -i 192.0.2.7",
      "  gatehouse decisions delete --id 17",
      "  gatehouse decisions delete --origin cscli-import"
    })
final class DecisionsDeleteVerb extends LapiVerb {
  @Mixin private final TargetSelection target = new TargetSelection();

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "Of this type, such as ban or captcha.")
  private @Nullable String type;

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description = "From there: cscli, cscli-import, crowdsec, CAPI, lists...")
  private @Nullable String origin;

  @Option(names = "--id", paramLabel = "ID", description = "The one of this number.")
  private @Nullable Long id;

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  DecisionsDeleteVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    Query query = target.query("scopes").with("type", type).with("origin", origin);
    if (query.isEmpty() && id == null && !all) {
      throw misuse("which ones? Give -i, -r, --scope, -v, -t, -s, --origin or --id, or --all");
    }
    try (LapiConnection lapi = group().lapi(scene.config())) {
      int deleted =
          id != null
              ? lapi.deleteDecision(id)
              : lapi.deleteDecisions((all ? new Query() : query).parameters());
      if (id != null && deleted == 0) {
        throw new ProgramException("decisions: there is no decision " + id);
      }
      Deletions.tell(scene, deleted, "decision(s) deleted");
    }
    return 0;
  }
}
