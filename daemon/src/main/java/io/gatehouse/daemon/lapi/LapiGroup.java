package io.gatehouse.daemon.lapi;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.console.Terminal;
import io.gatehouse.daemon.settings.EngineConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * A word that only groups verbs, such as {@code decisions}, with the options that all of them take.
 */
@Command(synopsisSubcommandLabel = "VERB")
class LapiGroup implements Callable<Integer> {
  private final Surroundings surroundings;
  private final LapiAccess access;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      scope = ScopeType.INHERIT,
      description = "human, json or raw (CSV); default: cscli.output of the file, else human.")
  private @Nullable Form form;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where the database and admin.sock are; beats GATEHOUSE_DATA_DIR, which beats the file.")
  private @Nullable Path dataDir;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "yes, no or auto, which is in a terminal alone; default: auto.")
  private Coloring coloring = Coloring.auto;

  @Option(
      names = {"--trace", "--debug", "--info", "--warning", "--error"},
      scope = ScopeType.INHERIT,
      hidden = true,
      description = "Of scripts that were written for cscli; verbs log nothing.")
  @SuppressWarnings("UnusedVariable") // taken, so that such scripts run
  private boolean logging;

  /** When headings are bold; the names are the words of {@code --color}, upstream's. */
  enum Coloring {
    yes,
    no,
    auto
  }

  LapiGroup(Surroundings surroundings, LapiAccess access) {
    this.surroundings = surroundings;
    this.access = access;
  }

  /** The command line of this word. */
  CommandLine line(String name, String description, List<LapiVerb> verbs) {
    CommandLine line = new CommandLine(this);
    line.getCommandSpec().name(name).usageMessage().description(description);
    verbs.forEach(line::addSubcommand);
    return line;
  }

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new IllegalStateException("called outside of a command line");
    }
    throw new ParameterException(
        spec.commandLine(), "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** The file, read anew. */
  EngineFile file() throws ConfigException {
    return EngineFile.read(
        surroundings.configFile().get(), surroundings.environment(), Optional.ofNullable(dataDir));
  }

  EngineConfig config() throws ConfigException {
    return file().config();
  }

  /** As the command line says, else the file. */
  Form form(EngineConfig config) {
    return Optional.ofNullable(form)
        .or(surroundings.form())
        .orElse(
            switch (config.cscli().output()) {
              case HUMAN -> Form.human;
              case JSON -> Form.json;
              case RAW -> Form.raw;
            });
  }

  Terminal terminal() {
    Terminal terminal = Terminal.standardOutput(surroundings.environment());
    return switch (coloring) {
      case yes -> new Terminal(terminal.columns(), true);
      case no -> new Terminal(terminal.columns(), false);
      case auto -> terminal;
    };
  }

  LapiConnection lapi(EngineConfig config) throws ProgramException {
    return access.lapi(config);
  }

  AdministrationConnection administration(EngineConfig config) throws ProgramException {
    return access.administration(config);
  }
}
