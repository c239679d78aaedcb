package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Form;
import picocli.CommandLine.Command;

/** {@code gatehouse metrics list}. */
@Command(
    name = "list",
    description = "Lists the types of metrics that can be shown.",
    footer = {"", "Examples:", "  gatehouse metrics list"})
final class MetricsListVerb extends LapiVerb {
  MetricsListVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) {
    if (scene.form() == Form.json) {
      JsonOutput.print(
          scene.out(),
          json -> {
            json.writeStartArray();
            for (String type : MetricsGroup.types()) {
              json.writeString(type);
            }
            json.writeEndArray();
          });
    } else {
      MetricsGroup.types().forEach(scene.out()::println);
    }
    return 0;
  }
}
