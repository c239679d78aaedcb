package io.gatehouse.daemon;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatehouse firewall plan}. */
@Command(name = "plan", description = "Says what would be changed in the firewall, and exits.")
final class FirewallPlanCommand implements Callable<Integer> {
  private final FirewallCommand firewall;

  FirewallPlanCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    firewall.read();
    throw new ProgramException("firewall: planning comes in a later version");
  }
}
