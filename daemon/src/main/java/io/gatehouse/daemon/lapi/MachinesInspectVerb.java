package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.console.Table;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.MachineEntry;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse machines inspect}. */
@Command(
    name = "inspect",
    description = "Shows all that is known about a machine.",
    footer = {
      "",
      "Examples:",
      "  gatehouse machines inspect web01",
      "  gatehouse machines inspect web01 -H"
    })
final class MachinesInspectVerb extends AdministrationVerb {
  @Parameters(paramLabel = "NAME", description = "Name of a machine.")
  private String name = "";

  @Option(
      names = {"-H", "--hub"},
      description = "The scenarios that it runs.")
  private boolean hub;

  MachinesInspectVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration)
      throws AdministrationException, ProgramException {
    MachineEntry one =
        administration
            .machine(name)
            .orElseThrow(
                () -> new ProgramException("machines: there is no machine '" + name + "'"));
    switch (scene.form()) {
      case human -> (hub ? scenarios(one) : sheet(one)).print(scene.out(), group().terminal());
      case json -> JsonOutput.object(scene.out(), one, MachineRows::json);
      case raw -> MachineRows.csv(scene, List.of(one));
    }
    return 0;
  }

  private static Table sheet(MachineEntry one) {
    return new Table("Machine: " + one.id(), "")
        .row("IP Address", one.address())
        .row("Created At", AlertWords.time(one.createdAt()))
        .row("Last Update", AlertWords.time(MachineRows.updated(one)))
        .row("Last Push", AlertWords.time(one.lastPush().orElse(null)))
        .row("Last Heartbeat", AlertWords.time(one.lastHeartbeat().orElse(null)))
        .row("Validated?", Boolean.toString(one.validated()))
        .row("Version", one.version())
        .row("OS", one.os())
        .row("Auth type", one.authType())
        .row("Feature Flags", String.join(" ", one.featureFlags()))
        .row("Scenarios", Integer.toString(one.scenarios().size()));
  }

  private static Table scenarios(MachineEntry one) {
    Table table = new Table("Scenario");
    one.scenarios().forEach(table::row);
    return table;
  }
}
