package io.gatehouse.daemon.lapi;

import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.server.LapiAdministration.BouncerEntry;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code gatehouse bouncers list}. */
@Command(
    name = "list",
    description = "Lists bouncers: who asks this LAPI for decisions, and when last.",
    footer = {"", "Examples:", "  gatehouse bouncers list", "  gatehouse bouncers list -o json"})
final class BouncersListVerb extends AdministrationVerb {
  BouncersListVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws AdministrationException {
    List<BouncerEntry> bouncers = administration.bouncers();
    switch (scene.form()) {
      case human -> BouncerRows.table(bouncers).print(scene.out(), group().terminal());
      case json -> JsonOutput.list(scene.out(), bouncers, BouncerRows::json);
      case raw -> BouncerRows.csv(scene, bouncers);
    }
    return 0;
  }
}
