package io.gatehouse.daemon;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.control.ControlVerb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse firewall confirm}. */
@Command(
    name = "confirm",
    description = "Believes LAPI when its answer would remove most of what is in force.")
final class FirewallConfirmCommand implements Callable<Integer> {
  private final FirewallCommand firewall;

  @Spec private @Nullable CommandSpec spec;

  FirewallConfirmCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    return ControlDialogue.with(firewall.runDir(), Console.of(spec), Form.human)
        .ask(ControlVerb.CONFIRM_RECONCILE);
  }
}
