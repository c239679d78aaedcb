package io.gatehouse.daemon;

import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.MeasureFeed;
import io.gatehouse.enforce.MeasurePreview;
import io.gatehouse.enforce.Plan;
import io.gatehouse.firewall.nftables.NftablesEnforcer;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.store.DecisionStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse firewall plan}. */
@Command(
    name = "plan",
    description =
        "Says what would be put in force on an empty firewall, and exits; touches nothing.")
final class FirewallPlanCommand implements Callable<Integer> {
  private final FirewallCommand firewall;

  @Spec private @Nullable CommandSpec spec;

  FirewallPlanCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    FirewallConfig config = firewall.read().config();
    Plan plan = plan(config, firewall.decisions());
    console.out().println(plan.summary());
    console.out().print(plan.rendering());
    console.out().flush();
    return 0;
  }

  private static Plan plan(FirewallConfig config, Optional<Path> decisions)
      throws ProgramException, InterruptedException, EnforcementException {
    DecisionStore store = new DecisionStore(InstantSource.system());
    try (DecisionSource source =
        FirewallParts.source(config, FirstFailure.STOP, decisions, store)) {
      source.start().get();
    } catch (ExecutionException e) {
      throw ProgramException.because(e);
    }
    MeasurePreview preview = new MeasurePreview("nftables", InstantSource.system());
    store.subscribe(FirewallPolicy.order(config), feed(config, preview));
    return NftablesEnforcer.preview(KernelPoint.nftables(config), preview.desired());
  }

  private static MeasureFeed feed(FirewallConfig config, MeasurePreview preview) {
    return MeasureFeed.to(
        preview,
        FirewallPolicy.of(config, KernelPoint.PACKETS),
        FirewallPolicy.limits(config),
        FirewallPolicy.guards(config).gather(),
        InstantSource.system());
  }
}
