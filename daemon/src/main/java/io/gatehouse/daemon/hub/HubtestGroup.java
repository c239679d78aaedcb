package io.gatehouse.daemon.hub;

import static java.util.Objects.requireNonNull;

import io.gatehouse.daemon.console.Form;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code gatehouse hubtest}: the tests of a hub; only groups its verbs. */
@Command(
    name = "hubtest",
    description = "Run the tests that come with the items of a hub.",
    synopsisSubcommandLabel = "VERB")
public final class HubtestGroup implements Callable<Integer> {
  private final Supplier<Optional<Form>> before;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--hub",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      defaultValue = "/var/lib/gatehouse/hub",
      description = "Folder of the hub, with its tests in .tests (default: ${DEFAULT-VALUE}).")
  private Path hub = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      scope = ScopeType.INHERIT,
      description = "human (default), json or raw.")
  private @Nullable Form form;

  private HubtestGroup(Supplier<Optional<Form>> before) {
    this.before = before;
  }

  /**
   * The verb with its verbs.
   *
   * @param before what {@code -o} before the verb says
   */
  public static CommandLine line(Supplier<Optional<Form>> before) {
    HubtestGroup group = new HubtestGroup(before);
    return new CommandLine(group)
        .addSubcommand(new HubtestRunVerb(group))
        .addSubcommand(new HubtestListVerb(group));
  }

  Path hub() {
    return hub;
  }

  Form form() {
    return form != null ? form : before.get().orElse(Form.human);
  }

  @Override
  public Integer call() {
    CommandLine line = requireNonNull(spec).commandLine();
    throw new ParameterException(
        line, "a verb is missing: " + String.join(", ", line.getSubcommands().keySet()));
  }
}
