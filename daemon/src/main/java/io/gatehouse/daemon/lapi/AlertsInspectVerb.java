package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.daemon.console.ProgramException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse alerts inspect}. */
@Command(
    name = "inspect",
    description = "Shows all that is known about alerts.",
    footer = {
      "",
      "Examples:",
      "  gatehouse alerts inspect 42",
      "  gatehouse alerts inspect -d 42 43"
    })
final class AlertsInspectVerb extends LapiVerb {
  @Parameters(paramLabel = "ID", arity = "1..*", description = "Numbers of alerts.")
  private List<Long> ids = List.of();

  @Option(
      names = {"-d", "--details"},
      description = "Also the events, one by one.")
  private boolean details;

  AlertsInspectVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    List<Alert> alerts = new ArrayList<>();
    try (LapiConnection lapi = group().lapi(scene.config())) {
      for (long id : ids) {
        alerts.add(
            lapi.alert(id)
                .orElseThrow(() -> new ProgramException("alerts: there is no alert " + id)));
      }
    }
    switch (scene.form()) {
      case human -> alerts.forEach(new AlertSheet(scene.out(), group().terminal(), details)::print);
      case json -> alerts.forEach(alert -> AlertJson.print(scene.out(), alert));
      case raw -> AlertYaml.print(scene.out(), alerts);
    }
    return 0;
  }
}
