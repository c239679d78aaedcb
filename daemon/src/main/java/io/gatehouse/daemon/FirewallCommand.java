package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.daemon.settings.LogSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse firewall}: the firewall bouncer, with upstream's flags. */
@Command(
    name = "firewall",
    description = "Enforces decisions in this host's firewall, until it is told to stop.",
    footer = {
      "",
      "Without -c the file is /etc/crowdsec/bouncers/crowdsec-firewall-bouncer.yaml.",
      "Stopping keeps the protection, unless the file says 'on_stop: remove'."
    })
final class FirewallCommand implements Callable<Integer> {
  /** What is used where decisions come from a file and there is no configuration. */
  private static final String BARE = "mode: nftables\n";

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

  @Option(
      names = "--decisions",
      paramLabel = "DECISIONS",
      description =
          "Take decisions from a file in place of a LAPI: LAPI's JSON, or an address or prefix a"
              + " line.")
  private @Nullable Path decisions;

  FirewallCommand(Gatehouse root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  CommandLine line() {
    return new CommandLine(this)
        .addSubcommand(new FirewallStatusCommand(this))
        .addSubcommand(new FirewallPlanCommand(this))
        .addSubcommand(new FirewallConfirmCommand(this))
        .addSubcommand(new FirewallReleaseCommand(this));
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    if (print) {
      console.out().print(configFile(decisions()).mergedText());
      console.out().flush();
      return 0;
    }
    if (test) {
      return check(read(), console);
    }
    return new FirewallDaemon(environment, new FirewallParts(this)).run();
  }

  private int check(FirewallFile file, Console console) {
    file.warnings().forEach(console.err()::println);
    if (verbose) {
      console.out().print(file.table());
    }
    console.out().println("config is valid");
    return 0;
  }

  /** How its verbs answer. */
  Form form() {
    return root.options().form().orElse(Form.human);
  }

  /** The file of {@code --decisions}. */
  Optional<Path> decisions() {
    return Optional.ofNullable(decisions);
  }

  /** The configuration, read and checked. */
  FirewallFile read() throws ConfigException {
    return read(decisions());
  }

  /**
   * As {@link #read()}; where decisions come from a file, LAPI's keys and any file may be absent.
   */
  FirewallFile read(Optional<Path> instead) throws ConfigException {
    Source source = instead.isPresent() ? Source.ELSEWHERE : Source.LAPI;
    FirewallFile file = FirewallFile.read(configFile(instead), environment, source);
    LogSettings log = root.options().log(file.config().log());
    return file.withLog(verbose ? log.verbose() : log);
  }

  /** Where the running firewall's sockets are. */
  Path runDir() throws ConfigException {
    return readOffline().runDir();
  }

  /** The configuration for what needs no decisions; the defaults where there is no file. */
  FirewallConfig readOffline() throws ConfigException {
    boolean none =
        root.options().configFile().isEmpty() && !Files.exists(FirewallConfig.DEFAULT_FILE);
    ConfigFile file = none ? ConfigFile.ofText("(no file)", BARE) : configFile(decisions());
    return FirewallFile.read(file, environment, Source.ELSEWHERE).config();
  }

  private ConfigFile configFile(Optional<Path> instead) throws ConfigException {
    Optional<Path> given = root.options().configFile();
    if (given.isPresent()) {
      return ConfigFile.read(given.get());
    }
    if (Files.exists(FirewallConfig.DEFAULT_FILE)) {
      return ConfigFile.read(FirewallConfig.DEFAULT_FILE);
    }
    if (instead.isPresent()) {
      return ConfigFile.ofText("(no file)", BARE);
    }
    throw new ParameterException(
        spec().commandLine(), "a configuration file is required: give one with -c FILE");
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("called outside of a command line");
    }
    return spec;
  }
}
