package io.gatehouse.daemon;

import io.gatehouse.daemon.console.MissingVerb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse policy}: only groups its verbs. */
@Command(
    name = "policy",
    description = "What would be done about an address, and why.",
    synopsisSubcommandLabel = "VERB")
final class PolicyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  private PolicyCommand() {}

  static CommandLine line(FirewallCommand firewall) {
    return new CommandLine(new PolicyCommand()).addSubcommand(new PolicyExplainCommand(firewall));
  }

  @Override
  public Integer call() {
    throw MissingVerb.of(spec);
  }
}
