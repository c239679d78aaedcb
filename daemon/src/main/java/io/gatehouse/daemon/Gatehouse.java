package io.gatehouse.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.lapi.LapiVerbs;
import io.gatehouse.daemon.lapi.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: reads the command line and calls the verb. */
@Command(
    name = "gatehouse",
    description = "CrowdSec-compatible bouncers that take the least remediation that does the job.",
    synopsisSubcommandLabel = "VERB")
public final class Gatehouse implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "-c",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Configuration file; a FILE.local beside it is laid over it.")
  private @Nullable Path configFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "human, json or raw: what verbs print that are not told otherwise.")
  private @Nullable Form form;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "-version", "--version"},
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print the version and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  private Gatehouse() {}

  /** Runs a verb and ends the process with its exit code: 0 done, 1 failed, 2 misused. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(run(System.getenv(), out, err, arguments));
  }

  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine program = commandLine(environment);
    return program.setOut(out).setErr(err).execute(arguments);
  }

  static CommandLine commandLine(Map<String, String> environment) {
    Gatehouse root = new Gatehouse();
    FirewallCommand firewall = new FirewallCommand(root, environment);
    CommandLine program =
        new CommandLine(root)
            .addSubcommand(firewall.line())
            .addSubcommand(PolicyCommand.line(firewall));
    LapiVerbs.lines(root.surroundings(environment)).forEach(program::addSubcommand);
    program
        .addSubcommand(new VersionCommand())
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(30);
    tellVersion(program);
    return Failures.handleIn(program);
  }

  private Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(
        environment,
        () -> Optional.ofNullable(configFile),
        () -> Optional.ofNullable(form),
        System.in,
        InstantSource.system(),
        ProgramVersion.current().version());
  }

  /** Every verb has the flag, as upstream's program does. */
  private static void tellVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Gatehouse::tellVersion);
  }

  /** The file of {@code -c}, before or after the verb; null where it was not given. */
  @Nullable Path configFile() {
    return configFile;
  }

  @Override
  public Integer call() {
    throw needsVerb(spec);
  }

  /** What a command that only groups others answers when it is called alone. */
  static ParameterException needsVerb(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("called outside of a command line");
    }
    return new ParameterException(
        spec.commandLine(), "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** What {@code -V} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ProgramVersion.current().toString()};
    }
  }
}
