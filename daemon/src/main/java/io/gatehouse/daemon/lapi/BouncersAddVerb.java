package io.gatehouse.daemon.lapi;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse bouncers add}. */
@Command(
    name = "add",
    description = "Adds a bouncer and prints its API key, which cannot be asked for again.",
    footer = {
      "",
      "Examples:",
      "  gatehouse bouncers add firewall",
      "  KEY=$(gatehouse bouncers add firewall -o raw)"
    })
final class BouncersAddVerb extends AdministrationVerb {
  @Parameters(paramLabel = "NAME", description = "What it will be called in lists.")
  private String name = "";

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      description = "A key of your own, which other users see in the process list.")
  private @Nullable String key;

  BouncersAddVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene, LapiAdministration administration) throws AdministrationException {
    String made =
        administration.addBouncer(name, Optional.ofNullable(key).map(Secret::of)).reveal();
    switch (scene.form()) {
      case human -> {
        scene.out().println("API key for '" + name + "':\n\n   " + made + "\n");
        scene.out().println("Please keep this key since you will not be able to retrieve it!");
      }
      case json -> JsonOutput.print(scene.out(), json -> json.writeString(made));
      case raw -> scene.out().println(made);
    }
    return 0;
  }
}
