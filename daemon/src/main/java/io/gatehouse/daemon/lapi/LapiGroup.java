package io.gatehouse.daemon.lapi;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.MissingVerb;
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
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * A word that only groups verbs, such as {@code decisions}, with the options that all of them take.
 */
@Command(synopsisSubcommandLabel = "VERB")
class LapiGroup implements Callable<Integer> {
  private final VerbContext context;
  private final LapiAccess access;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where the database and admin.sock are; beats GATEHOUSE_DATA_DIR, which beats the file.")
  private @Nullable Path dataDir;

  LapiGroup(VerbContext context, LapiAccess access) {
    this.context = context;
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
    throw MissingVerb.of(spec);
  }

  VerbContext context() {
    return context;
  }

  /** The file, read anew. */
  EngineFile file() throws ConfigException {
    return EngineFile.read(
        context.options().configFile(), context.environment(), Optional.ofNullable(dataDir));
  }

  EngineConfig config() throws ConfigException {
    return file().config();
  }

  /** As the command line says, else the file. */
  Form form(EngineConfig config) {
    return context
        .options()
        .form()
        .orElse(
            switch (config.cscli().output()) {
              case HUMAN -> Form.human;
              case JSON -> Form.json;
              case RAW -> Form.raw;
            });
  }

  Terminal terminal() {
    return context.options().terminal(context.environment());
  }

  LapiConnection lapi(EngineConfig config) throws ProgramException {
    return access.lapi(config);
  }

  AdministrationConnection administration(EngineConfig config) throws ProgramException {
    return access.administration(config);
  }
}
