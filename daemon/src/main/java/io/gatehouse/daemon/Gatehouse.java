package io.gatehouse.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.daemon.console.MissingVerb;
import io.gatehouse.daemon.console.SharedOptions;
import io.gatehouse.daemon.host.LogSetup;
import io.gatehouse.daemon.hub.HubtestGroup;
import io.gatehouse.daemon.lapi.LapiVerbs;
import io.gatehouse.daemon.lapi.VerbContext;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program: reads the command line and calls the verb. */
@Command(
    name = "gatehouse",
    description = "CrowdSec-compatible bouncers that take the least remediation that does the job.",
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "Every verb also takes --trace, --debug, --info, --warning and --error: the least that is"
          + " logged."
    })
public final class Gatehouse implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private final SharedOptions options = new SharedOptions();

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

  Gatehouse() {}

  /** Runs a verb and ends the process with its exit code: 0 done, 1 failed, 2 misused. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    System.exit(run(System.getenv(), out, err, arguments));
  }

  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine program = commandLine(environment, arguments);
    return program.setOut(out).setErr(err).execute(arguments);
  }

  /**
   * Some verbs, made when they are needed: that takes longer than all the rest of a short call.
   *
   * @param name of the one; empty where there are several, which are made with all others
   */
  private record Verbs(String name, Supplier<List<CommandLine>> lines) {
    boolean isNamedIn(String... arguments) {
      return arguments.length > 0 && !name.isEmpty() && arguments[0].equals(name);
    }
  }

  /**
   * The command line with every verb or, where the arguments begin with the name of one that can be
   * made alone, with that one.
   */
  static CommandLine commandLine(Map<String, String> environment, String... arguments) {
    Gatehouse root = new Gatehouse();
    CommandLine program = new CommandLine(root);
    List<Verbs> verbs = root.verbs(environment);
    List<Verbs> named = verbs.stream().filter(verb -> verb.isNamedIn(arguments)).toList();
    (named.isEmpty() ? verbs : named)
        .stream().flatMap(verb -> verb.lines().get().stream()).forEach(program::addSubcommand);
    program.setUsageHelpWidth(100).setUsageHelpLongOptionsMaxWidth(30);
    program.setExecutionStrategy(root::execute);
    tellVersion(program);
    return Failures.handleIn(program);
  }

  /** A verb that is no daemon logs only where it is asked to; a daemon sets up its own log. */
  private int execute(ParseResult parsed) {
    options.logLevel().ifPresent(LogSetup::toStandardError);
    return new RunLast().execute(parsed);
  }

  private List<Verbs> verbs(Map<String, String> environment) {
    FirewallCommand firewall = new FirewallCommand(this, environment);
    return List.of(
        new Verbs("up", () -> List.of(new CommandLine(new UpCommand(this, environment)))),
        new Verbs("demo", () -> List.of(new CommandLine(new DemoCommand(environment)))),
        new Verbs("detector", () -> List.of(DetectorCommand.line(this, environment))),
        new Verbs("firewall", () -> List.of(firewall.line())),
        new Verbs(
            "forward-auth",
            () -> List.of(new CommandLine(new ForwardAuthCommand(this, environment)))),
        new Verbs("export", () -> List.of(new CommandLine(new ExportCommand(this, environment)))),
        new Verbs("policy", () -> List.of(PolicyCommand.line(firewall))),
        new Verbs("", () -> LapiVerbs.lines(context(environment))),
        new Verbs("hubtest", () -> List.of(HubtestGroup.line(options))),
        new Verbs(
            "explain",
            () -> List.of(new CommandLine(new ExplainCommand(this, environment, System.in)))),
        new Verbs("version", () -> List.of(new CommandLine(new VersionCommand()))));
  }

  private VerbContext context(Map<String, String> environment) {
    return new VerbContext(
        environment,
        options,
        System.in,
        InstantSource.system(),
        ProgramVersion.current().version());
  }

  /** Every verb has the flag, as upstream's program does. */
  private static void tellVersion(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Gatehouse::tellVersion);
  }

  /** What was given before or after the verb. */
  SharedOptions options() {
    return options;
  }

  @Override
  public Integer call() {
    throw MissingVerb.of(spec);
  }

  /** What {@code -V} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ProgramVersion.current().toString()};
    }
  }
}
