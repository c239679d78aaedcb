package io.gatehouse.daemon;

import io.gatehouse.daemon.control.ControlVerb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse firewall release}. */
@Command(
    name = "release",
    description = "Takes the protection away: all bans of ours leave the firewall at once.")
final class FirewallReleaseCommand implements Callable<Integer> {
  private final FirewallCommand firewall;

  @Spec private @Nullable CommandSpec spec;

  FirewallReleaseCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    return ControlDialogue.with(firewall.runDir(), Console.of(spec), OutputFormat.human)
        .ask(ControlVerb.RELEASE);
  }
}
