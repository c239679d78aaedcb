package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse machines validate}. */
@Command(
    name = "validate",
    description = "Lets a machine in that has registered itself.",
    footer = {"", "Examples:", "  gatehouse machines validate web01"})
final class MachinesValidateVerb extends AdministrationVerb {
  @Parameters(paramLabel = "NAME", description = "Name of a machine.")
  private String name = "";

  MachinesValidateVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws AdministrationException {
    administration.validateMachine(name);
    scene.say("machine '" + name + "' validated successfully");
    return 0;
  }
}
