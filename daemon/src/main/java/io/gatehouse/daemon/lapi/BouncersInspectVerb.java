package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.console.Table;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bouncers inspect}. */
@Command(
    name = "inspect",
    description = "Shows all that is known about a bouncer.",
    footer = {"", "Examples:", "  gatehouse bouncers inspect firewall"})
final class BouncersInspectVerb extends AdministrationVerb {
  @Parameters(paramLabel = "NAME", description = "Name of a bouncer.")
  private String name = "";

  BouncersInspectVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration)
      throws AdministrationException, ProgramException {
    BouncerEntry one =
        administration
            .bouncer(name)
            .orElseThrow(
                () -> new ProgramException("bouncers: there is no bouncer '" + name + "'"));
    switch (scene.form()) {
      case human -> sheet(one).print(scene.out(), group().terminal());
      case json -> JsonOutput.object(scene.out(), one, BouncerRows::json);
      case raw -> BouncerRows.csv(scene, List.of(one));
    }
    return 0;
  }

  private static Table sheet(BouncerEntry one) {
    return new Table("Bouncer: " + one.name(), "")
        .row("Created At", AlertWords.time(one.createdAt()))
        .row("Last Update", AlertWords.time(BouncerRows.updated(one)))
        .row("Revoked?", "false")
        .row("IP Address", one.address())
        .row("Type", one.type())
        .row("Version", one.version())
        .row("Last Pull", BouncerRows.lastPull(one))
        .row("Auth type", one.authType())
        .row("OS", one.os())
        .row("Auto Created", Boolean.toString(one.autoCreated()))
        .row("Feature Flags", String.join(" ", one.featureFlags()));
  }
}
