package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.settings.ForwardAuthConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse forward-auth}. */
@Command(
    name = "forward-auth",
    description = "Tells proxies what to do with each request, until it is told to stop.",
    footer = {
      "",
      "Without -c the file is /etc/gatehouse/forward-auth.yaml. SIGHUP reads it anew.",
      "nginx asks at /nginx, Traefik, Caddy and HAProxy at /auth, Envoy at /envoy;",
      "docs/forward-auth.md has the configuration of each.",
      "With appsec.url, AppSec sees method, URI and headers of each request, and of bodies",
      "what a proxy hands on: Envoy and Traefik where they are told to, the others nothing.",
      "Examples:",
      "  gatehouse forward-auth -c forward-auth.yaml -t",
      "  gatehouse forward-auth -c forward-auth.yaml"
    })
final class ForwardAuthCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ForwardAuthCommand.class);

  private final Gatehouse root;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "-t", description = "Check the configuration and exit; nothing is touched.")
  private boolean test;

  @Option(
      names = "-T",
      description = "Print the configuration with its overlay, variables as written, and exit.")
  private boolean print;

  @Option(names = "-v", description = "Log at debug level; with -t, print every setting in effect.")
  private boolean verbose;

  ForwardAuthCommand(Gatehouse root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    if (print) {
      console.out().print(file().mergedText());
      console.out().flush();
      return 0;
    }
    if (test) {
      return check(read(), console);
    }
    try (ForwardAuthListener listener = new ForwardAuthListener()) {
      return new DaemonLoop<>(
              environment, this::read, (file, voice) -> begin(file, voice, listener))
          .run();
    }
  }

  private int check(ForwardAuthFile file, Console console) {
    file.warnings().forEach(console.err()::println);
    if (verbose) {
      console.out().print(file.table());
    }
    console.out().println("config is valid");
    return 0;
  }

  private ForwardAuthFile read() throws ConfigException {
    ForwardAuthFile file = ForwardAuthFile.read(file(), environment);
    return verbose ? file.verbose() : file;
  }

  private ConfigFile file() throws ConfigException {
    return ConfigFile.read(root.options().configFile().orElse(ForwardAuthConfig.DEFAULT_FILE));
  }

  private static DaemonLoop.Work begin(
      ForwardAuthFile file, DaemonLoop.Voice voice, ForwardAuthListener listener) throws Exception {
    new Announcement(file.table(), file.warnings(), List.of())
        .make(
            file.config().log(),
            ForwardAuthConfig.LOG_FILE,
            ProgramVersion.current().toString(),
            log);
    ForwardAuth service = ForwardAuth.open(file.config(), listener);
    voice.ready();
    return service;
  }
}
