package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.Alert;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.ProgramException;
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
    try (LapiConnection lapi = group().lapi(scene.config())) {
      for (long id : ids) {
        Alert alert =
            lapi.alert(id)
                .orElseThrow(() -> new ProgramException("alerts: there is no alert " + id));
        show(scene, alert);
      }
    }
    return 0;
  }

  private void show(Scene scene, Alert alert) {
    if (scene.form() == Form.human) {
      new AlertSheet(scene.out(), group().terminal()).print(alert, details);
    } else {
      AlertJson.print(scene.out(), alert);
    }
  }
}
