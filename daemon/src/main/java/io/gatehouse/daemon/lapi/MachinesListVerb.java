package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.MachineEntry;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse machines list}. */
@Command(
    name = "list",
    description = "Lists machines: who sends alerts to this LAPI, and when last.",
    footer = {"", "Examples:", "  gatehouse machines list", "  gatehouse machines list -o raw"})
final class MachinesListVerb extends AdministrationVerb {
  MachinesListVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws AdministrationException {
    List<MachineEntry> machines = administration.machines();
    switch (scene.form()) {
      case human ->
          MachineRows.table(machines, group().context().time().instant())
              .print(scene.out(), group().terminal());
      case json -> JsonOutput.list(scene.out(), machines, MachineRows::json);
      case raw -> MachineRows.csv(scene, machines);
    }
    return 0;
  }
}
