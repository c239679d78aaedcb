package io.gatehouse.daemon;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.Form;
import io.gatehouse.daemon.control.ControlClient;
import io.gatehouse.daemon.control.ControlException;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlVerb;
import io.gatehouse.firewall.nftables.NftablesInventory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code gatehouse firewall release}: through the running firewall, which owns its tables, or
 * without it.
 */
@Command(
    name = "release",
    description = "Takes the protection away: all bans of ours leave the firewall at once.")
final class FirewallReleaseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FirewallCommand firewall;

  @Spec private @Nullable CommandSpec spec;

  FirewallReleaseCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    ControlClient client = ControlClient.at(firewall.runDir(), PATIENCE);
    try {
      return ControlDialogue.with(firewall.runDir(), console, Form.human)
          .show(client.ask(ControlRequest.to(ControlVerb.RELEASE)));
    } catch (ControlException e) {
      if (e.kind() != ControlException.Kind.NOT_RUNNING) {
        throw e;
      }
    }
    return releaseAlone(console);
  }

  private int releaseAlone(Console console) throws Exception {
    List<String> removed = NftablesInventory.release(KernelPoint.nftables(firewall.readOffline()));
    removed.forEach(what -> console.out().println("removed " + what));
    if (removed.isEmpty()) {
      console.out().println("nothing of ours is in the firewall");
    }
    return 0;
  }
}
