package io.gatehouse.daemon.lapi;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.lapi.serve.LapiDaemon;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse lapi serve}. */
@Command(
    name = "serve",
    description = "Serves the LAPI, until it is told to stop.",
    footer = {
      "",
      "Without -c the file is /etc/gatehouse/config.yaml, else /etc/crowdsec/config.yaml; without"
          + " either",
      "everything has its default. SIGHUP reads the file anew.",
      "Examples:",
      "  gatehouse lapi serve",
      "  gatehouse lapi serve -c config.yaml --data-dir ./data",
      "  gatehouse lapi serve -c config.yaml -t"
    })
final class LapiServeVerb extends LapiVerb {
  @Option(names = "-t", description = "Check the configuration and exit; nothing is touched.")
  private boolean test;

  @Option(
      names = "-T",
      description = "Print the configuration with its overlay, variables as written, and exit.")
  private boolean print;

  @Option(names = "-v", description = "With -t, print every setting in effect.")
  private boolean verbose;

  LapiServeVerb(LapiGroup group) {
    super(group);
  }

  @Override
  int run(Scene scene) throws Exception {
    if (print) {
      scene.out().print(group().file().mergedText());
      return 0;
    }
    if (test) {
      return check(scene, group().file());
    }
    VerbContext context = group().context();
    return new LapiDaemon(
            context.environment(), context.time(), "gatehouse " + context.version(), this::read)
        .run();
  }

  private int check(Scene scene, EngineFile file) throws ConfigException {
    LapiDaemon.check(file.config(), group().context().environment());
    file.warnings().forEach(scene.err()::println);
    if (verbose) {
      scene.out().print(file.table());
    }
    scene.out().println("config is valid");
    return 0;
  }

  private LapiDaemon.Read read() throws ConfigException {
    EngineFile file = group().file();
    return new LapiDaemon.Read(
        file.config(),
        group().context().options().log(file.config().log()),
        new Announcement(file.table(), file.warnings(), file.config().notActedOn()));
  }
}
