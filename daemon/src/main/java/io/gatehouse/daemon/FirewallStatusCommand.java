package io.gatehouse.daemon;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.control.ControlVerb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse firewall status}. */
@Command(
    name = "status",
    description = "Asks the running firewall what it enforces, and how it is.")
final class FirewallStatusCommand implements Callable<Integer> {
  private final FirewallCommand firewall;

  @Spec private @Nullable CommandSpec spec;

  FirewallStatusCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    return ControlDialogue.with(firewall.runDir(), Console.of(spec), firewall.form())
        .ask(ControlVerb.STATUS);
  }
}
