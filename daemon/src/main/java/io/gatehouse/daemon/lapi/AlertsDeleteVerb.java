package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.net.IpPrefix;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
  @Option(names = "--scope", paramLabel = "SCOPE", description = "Those of this scope.")
  private @Nullable String scope;

  @Option(
      names = {"-v", "--value"},
      paramLabel = "VALUE",
      description = "Those about this value.")
  private @Nullable String value;

  @Option(
      names = {"-s", "--scenario"},
      paramLabel = "SCENARIO",
      description = "Those of this scenario.")
  private @Nullable String scenario;

  @Option(
      names = {"-i", "--ip"},
      paramLabel = "ADDRESS",
      converter = Values.Prefix.class,
      description = "Those with a decision that covers this address.")
  private @Nullable IpPrefix ip;

  @Option(
      names = {"-r", "--range"},
      paramLabel = "PREFIX",
      converter = Values.Prefix.class,
      description = "Those with a decision that covers this prefix.")
  private @Nullable IpPrefix range;

  @Option(
      names = "--contained",
      description = "With -i or -r: decisions inside of it, not those that cover it.")
  private boolean contained;

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
    Query query = query();
    if (query.isEmpty() && id == null && !all) {
      throw misuse("which ones? Give --scope, -v, -s, -i, -r or --id, or --all");
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

  private Query query() {
    Query query =
        new Query()
            .with("scope", scope)
            .with("value", value)
            .with("scenario", scenario)
            .with("ip", ip)
            .with("range", range);
    return query.when(contained && (ip != null || range != null), "contains", "false");
  }
}
