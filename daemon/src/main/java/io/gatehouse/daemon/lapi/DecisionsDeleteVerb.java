package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.net.IpPrefix;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
  @Option(
      names = {"-i", "--ip"},
      paramLabel = "ADDRESS",
      converter = Values.Prefix.class,
      description = "Those that cover this address.")
  private @Nullable IpPrefix ip;

  @Option(
      names = {"-r", "--range"},
      paramLabel = "PREFIX",
      converter = Values.Prefix.class,
      description = "Those that cover this prefix.")
  private @Nullable IpPrefix range;

  @Option(
      names = "--contained",
      description = "With -i or -r: those inside of it, not those that cover it.")
  private boolean contained;

  @Option(names = "--scope", paramLabel = "SCOPE", description = "Those of this scope.")
  private @Nullable String scope;

  @Option(
      names = {"-v", "--value"},
      paramLabel = "VALUE",
      description = "Those with this value.")
  private @Nullable String value;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "Those of this type, such as ban or captcha.")
  private @Nullable String type;

  @Option(
      names = {"-s", "--scenario"},
      paramLabel = "SCENARIO",
      description = "Those of this scenario.")
  private @Nullable String scenario;

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description = "Those from there: cscli, cscli-import, crowdsec, CAPI, lists...")
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
    Query query = query();
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

  private Query query() {
    Query query =
        new Query()
            .with("ip", ip)
            .with("range", range)
            .with("scopes", scope)
            .with("value", value)
            .with("type", type)
            .with("scenario", scenario)
            .with("origin", origin);
    return query.when(contained && (ip != null || range != null), "contains", "false");
  }
}
