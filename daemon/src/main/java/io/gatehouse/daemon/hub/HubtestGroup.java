package io.gatehouse.daemon.hub;

import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.console.MissingVerb;
import io.gatehouse.daemon.console.SharedOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code gatehouse hubtest}: the tests of a hub; only groups its verbs. */
@Command(
    name = "hubtest",
    description = "Run the tests that come with the items of a hub.",
    synopsisSubcommandLabel = "VERB")
public final class HubtestGroup implements Callable<Integer> {
  private final SharedOptions options;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--hub",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      defaultValue = "/var/lib/gatehouse/hub",
      description = "Folder of the hub, with its tests in .tests (default: ${DEFAULT-VALUE}).")
  private Path hub = Path.of("");

  private HubtestGroup(SharedOptions options) {
    this.options = options;
  }

  /** The verb with its verbs. */
  public static CommandLine line(SharedOptions options) {
    HubtestGroup group = new HubtestGroup(options);
    return new CommandLine(group)
        .addSubcommand(new HubtestRunVerb(group))
        .addSubcommand(new HubtestListVerb(group));
  }

  Path hub() {
    return hub;
  }

  Form form() {
    return options.form().orElse(Form.human);
  }

  @Override
  public Integer call() {
    throw MissingVerb.of(spec);
  }
}
