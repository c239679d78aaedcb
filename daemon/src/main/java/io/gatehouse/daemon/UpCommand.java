package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.host.DaemonLoop.Voice;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse up}. */
@Command(
    name = "up",
    description = "Detects, decides and enforces in one process, until it is told to stop.",
    footer = {
      "",
      "Without -c the file is /etc/gatehouse/gatehouse.yaml; without a file everything has its"
          + " default:",
      "the logs found on this host, the built-in collections, a ban of four hours, nftables.",
      "Stopping keeps the protection, unless the file says 'firewall: {on_stop: remove}'.",
      "Examples:",
      "  gatehouse up --dry-run",
      "  gatehouse up -c gatehouse.yaml -t"
    })
final class UpCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(UpCommand.class);

  private final Gatehouse root;
  private final Map<String, String> environment;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--dry-run", description = "Only say what would be banned.")
  private boolean dryRun;

  @Option(names = "-t", description = "Check the configuration and exit; nothing is touched.")
  private boolean test;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Database, keys and offsets; beats GATEHOUSE_DATA_DIR and the file.")
  private @Nullable Path dataDir;

  UpCommand(Gatehouse root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    if (test) {
      Console console = Console.of(spec);
      read().announcement().warnings().forEach(console.err()::println);
      console.out().println("config is valid");
      return 0;
    }
    return new DaemonLoop<>(environment, this::read, this::begin).run();
  }

  private GatehouseFile read() throws ConfigException {
    GatehouseFile file =
        GatehouseFile.read(root.options().configFile(), environment, Optional.ofNullable(dataDir));
    return dryRun ? file.dryRun() : file;
  }

  private AllInOne begin(GatehouseFile file, Voice voice) throws Exception {
    file.announcement()
        .make(
            root.options().log(file.config().firewall().log()),
            "gatehouse.log",
            ProgramVersion.current().toString(),
            log);
    AllInOne all = AllInOne.begin(file, environment, voice);
    log.info("up: {}; serving at {}", all.summary(), all.places());
    return all;
  }
}
