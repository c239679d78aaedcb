package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.AdministrationException.Kind;
import io.gatehouse.lapi.server.LapiAdministration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse machines delete}. */
@Command(
    name = "delete",
    aliases = "remove",
    description = "Deletes machines; their alerts stay, their tokens end.",
    footer = {"", "Examples:", "  gatehouse machines delete web01"})
final class MachinesDeleteVerb extends AdministrationVerb {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Names of machines.")
  private List<String> names = List.of();

  @Option(
      names = {"-m", "--machine"},
      paramLabel = "NAME",
      description = "The same as NAME.")
  private List<String> namedByOption = List.of();

  @Option(names = "--ignore-missing", description = "It is no error if there is none of a name.")
  private boolean ignoreMissing;

  MachinesDeleteVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws AdministrationException {
    List<String> all = Stream.concat(names.stream(), namedByOption.stream()).toList();
    if (all.isEmpty()) {
      throw misuse("which machines? Name them");
    }
    for (String name : all) {
      try {
        administration.deleteMachine(name);
        scene.say("machine '" + name + "' deleted successfully");
      } catch (AdministrationException e) {
        if (e.kind() != Kind.UNKNOWN || !ignoreMissing) {
          throw e;
        }
      }
    }
    return 0;
  }
}
