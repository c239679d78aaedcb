package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bouncers delete}. */
@Command(
    name = "delete",
    aliases = "remove",
    description = "Deletes bouncers, with what their keys created at other addresses.",
    footer = {"", "Examples:", "  gatehouse bouncers delete firewall"})
final class BouncersDeleteVerb extends AdministrationVerb {
  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of bouncers.")
  private List<String> names = List.of();

  @Option(names = "--ignore-missing", description = "It is no error if there is none of a name.")
  private boolean ignoreMissing;

  BouncersDeleteVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration)
      throws AdministrationException, ProgramException {
    List<BouncerEntry> all = administration.bouncers();
    for (String name : names) {
      Optional<BouncerEntry> one = all.stream().filter(b -> b.name().equals(name)).findFirst();
      if (one.isPresent()) {
        delete(scene, administration, one.get(), all);
      } else if (!ignoreMissing) {
        throw new ProgramException(
            "bouncers: there is no bouncer '" + name + "'; see `gatehouse bouncers list`");
      }
    }
    return 0;
  }

  private static void delete(
      Scene scene, LapiAdministration administration, BouncerEntry one, List<BouncerEntry> all)
      throws AdministrationException, ProgramException {
    if (isOffspring(one)) {
      throw new ProgramException(
          "bouncers: '%s' was created by a key in use at another address; delete '%s' itself"
              .formatted(one.name(), one.name().replaceFirst("@.*", "")));
    }
    for (BouncerEntry other : all) {
      if (isOffspring(other) && other.name().startsWith(one.name() + "@")) {
        administration.deleteBouncer(other.name());
        scene.say("bouncer '" + other.name() + "' deleted successfully");
      }
    }
    administration.deleteBouncer(one.name());
    scene.say("bouncer '" + one.name() + "' deleted successfully");
  }

  /** One with a certificate is made by its first request, too, and has no parent. */
  private static boolean isOffspring(BouncerEntry one) {
    return one.autoCreated() && !one.authType().equals("tls");
  }
}
