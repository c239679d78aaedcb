package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.lapi.admin.AdminClient;
import io.gatehouse.daemon.lapi.admin.AdminSocket;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.server.AdministrationException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code gatehouse lapi status}. */
@Command(
    name = "status",
    description = "Says whether a LAPI is reached from here, and how.",
    footer = {"", "Examples:", "  gatehouse lapi status", "  gatehouse lapi status -o json"})
final class LapiStatusVerb extends LapiVerb {
  LapiStatusVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    Map<String, String> facts =
        AdminSocket.at(scene.config().adminSocket()) == AdminSocket.ANSWERS
            ? atSocket(scene)
            : overHttp(scene);
    if (scene.form() == Form.json) {
      JsonOutput.object(
          scene.out(),
          facts,
          (json, all) -> {
            for (Map.Entry<String, String> fact : all.entrySet()) {
              json.writeStringField(fact.getKey(), fact.getValue());
            }
          });
    } else {
      facts.forEach((name, value) -> scene.out().println(name + ": " + value));
      scene.say("You can successfully interact with Local API (LAPI)");
    }
    return 0;
  }

  private Map<String, String> atSocket(Scene scene) throws LapiException, AdministrationException {
    try (AdminClient client =
        AdminClient.at(scene.config().adminSocket(), group().context().version())) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("lapi", scene.config().adminSocket().toString());
      facts.putAll(client.status());
      return facts;
    }
  }

  /** The cheapest question that needs a valid login. */
  private Map<String, String> overHttp(Scene scene) throws ProgramException {
    try (LapiConnection lapi = group().lapi(scene.config())) {
      lapi.alerts(new Query().with("limit", 1).with("with_decisions", false).parameters());
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("lapi", lapi.place());
      facts.put("credentials", scene.config().client().credentials().toString());
      facts.put("login", lapi.login());
      facts.put("status", "up");
      return facts;
    }
  }
}
