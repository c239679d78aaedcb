package io.gatehouse.daemon;

import io.gatehouse.daemon.console.MissingVerb;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse detector}: groups what belongs to it. */
@Command(
    name = "detector",
    description = "Finds attackers in logs.",
    synopsisSubcommandLabel = "VERB")
final class DetectorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  private DetectorCommand() {}

  static CommandLine line(Gatehouse root, Map<String, String> environment) {
    return new CommandLine(new DetectorCommand())
        .addSubcommand(new CommandLine(new DetectorRunCommand(root, environment)));
  }

  @Override
  public Integer call() {
    throw MissingVerb.of(spec);
  }
}
