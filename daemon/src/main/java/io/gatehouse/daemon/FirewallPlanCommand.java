package io.gatehouse.daemon;

import io.gatehouse.daemon.console.Console;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlClient;
import io.gatehouse.daemon.control.ControlException;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlVerb;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.MeasureFeed;
import io.gatehouse.enforce.MeasurePreview;
import io.gatehouse.enforce.Plan;
import io.gatehouse.firewall.nftables.NftablesEnforcer;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.store.DecisionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatehouse firewall plan}. */
@Command(
    name = "plan",
    description =
        "Says what would be put in force on an empty firewall, and exits; touches nothing.",
    footer = {
      "",
      "Without --decisions everything is pulled from LAPI. While a firewall runs on this host, give"
          + " the",
      "file another key: LAPI would take what it tells here for told to the firewall."
    })
final class FirewallPlanCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FirewallCommand firewall;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--decisions",
      paramLabel = "DECISIONS",
      description =
          "Take decisions from a file in place of a LAPI: LAPI's JSON, or an address or prefix a"
              + " line.")
  private @Nullable Path decisions;

  FirewallPlanCommand(FirewallCommand firewall) {
    this.firewall = firewall;
  }

  @Override
  public Integer call() throws Exception {
    Console console = Console.of(spec);
    Optional<Path> file = Optional.ofNullable(decisions).or(firewall::decisions);
    Plan plan = plan(firewall.read(file).config(), file);
    console.out().println(plan.summary());
    console.out().print(plan.rendering());
    console.out().flush();
    return 0;
  }

  private static Plan plan(FirewallConfig config, Optional<Path> decisions)
      throws ProgramException, ControlException, InterruptedException, EnforcementException {
    DecisionStore store = new DecisionStore(InstantSource.system());
    try (DecisionSource source = source(config, decisions, store)) {
      source.start().get();
    } catch (ExecutionException e) {
      throw ProgramException.because(e);
    }
    MeasurePreview preview = new MeasurePreview("nftables", InstantSource.system());
    store.subscribe(FirewallPolicy.order(config), feed(config, preview));
    return NftablesEnforcer.preview(KernelPoint.nftables(config), preview.desired());
  }

  /** Waits for decisions whatever the file says, and never takes them away from who runs. */
  private static DecisionSource source(
      FirewallConfig config, Optional<Path> decisions, DecisionStore store)
      throws ProgramException, ControlException {
    if (decisions.isPresent()) {
      return new FileSource(decisions.get(), store);
    }
    if (isRunning(config)) {
      throw new ProgramException(
          "plan: a firewall is running, and LAPI would not tell it what was told to this pull;"
              + " ask `gatehouse firewall status`, or give --decisions FILE");
    }
    return LapiSource.open(config, store, FirstFailure.STOP);
  }

  private static boolean isRunning(FirewallConfig config) throws ControlException {
    try {
      ControlClient.at(config.runDir(), PATIENCE).ask(ControlRequest.to(ControlVerb.STATUS));
      return true;
    } catch (ControlException e) {
      if (e.kind() == ControlException.Kind.NOT_RUNNING) {
        return false;
      }
      throw e;
    }
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
