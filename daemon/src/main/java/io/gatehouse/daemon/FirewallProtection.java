package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.watch.FirewallGauges;
import io.gatehouse.daemon.watch.Health;
import io.gatehouse.decision.Decision;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.enforce.EnforcerHealth;
import io.gatehouse.enforce.GuardSources;
import io.gatehouse.enforce.Guards;
import io.gatehouse.enforce.MeasureFeed;
import io.gatehouse.lapi.StreamStatus;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.RemediationPolicy;
import io.gatehouse.store.DecisionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From decisions to the kernel: source → store → policy → loop → enforcer, and what keeps them
 * going.
 */
final class FirewallProtection implements Protection {
  private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration GUARD_INTERVAL = Duration.ofSeconds(30);

  private final FirewallConfig config;
  private final InstantSource time = InstantSource.system();
  private final DecisionStore store = new DecisionStore(time);
  private final DecisionSource source;
  private final GuardSources guardSources;
  private final Upkeep upkeep = new Upkeep();
  private volatile @Nullable Enforcement enforcement;
  private volatile boolean released;

  /** What there is once the kernel was reached. */
  private record Enforcement(KernelPoint point, MeasureFeed feed) {}

  /**
   * Touches nothing yet.
   *
   * @param sources makes the source of decisions for a store
   */
  FirewallProtection(FirewallConfig config, Sources sources) throws ProgramException {
    this.config = config;
    this.source = sources.into(store);
    this.guardSources = FirewallPolicy.guards(config);
  }

  /** Where decisions come from. */
  @FunctionalInterface
  interface Sources {
    DecisionSource into(DecisionStore store) throws ProgramException;
  }

  /**
   * The first pull begins before the kernel is reached: both take a while, and the store tells what
   * it has by then to whoever comes later.
   */
  @Override
  public void start(Consumer<@Nullable Throwable> begun) throws EnforcementException {
    CompletableFuture<?> firstPull = source.start();
    Guards guards = guardSources.gather();
    KernelPoint point = KernelPoint.open(config);
    RemediationPolicy policy = FirewallPolicy.of(config, point.abilities());
    MeasureFeed feed =
        MeasureFeed.to(point.loop(), policy, FirewallPolicy.limits(config), guards, time);
    enforcement = new Enforcement(point, feed);
    point.loop().start();
    store.subscribe(FirewallPolicy.order(config), feed);
    keepUp(point, feed, guards);
    var unused = firstPull.whenComplete((done, failure) -> begun.accept(failure));
  }

  private void keepUp(KernelPoint point, MeasureFeed feed, Guards first) {
    upkeep.every(EXPIRY_INTERVAL, store::expire);
    upkeep.every(GUARD_INTERVAL, new GuardUpkeep(guardSources, feed, store, first));
    if (source instanceof LapiSource lapi) {
      UsageReporter usage =
          new UsageReporter(
              lapi.client(), point.loop()::counters, HostFacts.component(time.instant()), time);
      upkeep.every(EXPIRY_INTERVAL, usage::tick);
    }
  }

  @Override
  public FirewallGauges gauges() {
    return new FirewallGauges() {
      @Override
      public List<Counters> counters() {
        return loopHealth().isPresent() ? enforced().point().loop().counters() : List.of();
      }

      @Override
      public long lapiRequests() {
        return source.status().map(StreamStatus::requests).orElse(0L);
      }

      @Override
      public long lapiFailures() {
        return source.status().map(StreamStatus::failures).orElse(0L);
      }
    };
  }

  @Override
  public Health health() {
    boolean inForce =
        loopHealth().map(h -> h.state() == EnforcerHealth.State.IN_FORCE).orElse(false);
    boolean heard = source.status().map(s -> isHeard(s.state())).orElse(true);
    return new Health(inForce && heard && !released, status());
  }

  /** While a LAPI is away what it decided before is enforced, which is what was asked for. */
  private static boolean isHeard(StreamStatus.State state) {
    return switch (state) {
      case CONNECTING, CONNECTED, STALE -> true;
      case DENIED, STOPPED -> false;
    };
  }

  @Override
  public String summary() {
    return loopHealth()
        .map(h -> "%s, %,d elements".formatted(word(h), h.elements()))
        .orElse("starting");
  }

  @Override
  public Map<String, String> status() {
    Map<String, String> status = new LinkedHashMap<>();
    status.put("mode", config.mode().word());
    status.put("state", loopHealth().map(this::word).orElse("starting"));
    loopHealth()
        .filter(h -> !h.detail().isEmpty())
        .ifPresent(h -> status.put("problem", h.detail()));
    status.put("elements", loopHealth().map(h -> Long.toString(h.elements())).orElse("0"));
    status.put("decisions", Integer.toString(store.size()));
    status.put("source", source.name());
    source.status().ifPresent(s -> putLapi(status, s));
    status.put("policy", config.policy().name().toLowerCase(Locale.ROOT));
    if (loopHealth().isPresent()) {
      status.put("would_soften", Long.toString(enforced().feed().softened()));
      status.put("refused", Long.toString(enforced().feed().refused()));
    }
    if (store.isDoubting()) {
      status.put(
          "doubt", "a full pull would remove most decisions; see `gatehouse firewall confirm`");
    }
    return status;
  }

  private void putLapi(Map<String, String> status, StreamStatus lapi) {
    status.put("lapi", lapi.state().name().toLowerCase(Locale.ROOT));
    lapi.lastSuccess()
        .ifPresent(
            last ->
                status.put(
                    "last_pull", Duration.between(last, time.instant()).toSeconds() + "s ago"));
    lapi.lastError()
        .filter(error -> lapi.streak() > 0)
        .ifPresent(error -> status.put("lapi_problem", error));
  }

  @Override
  public ControlAnswer release() {
    Enforcement enforced = enforcement;
    if (enforced == null) {
      return ControlAnswer.refused("nothing is enforced yet");
    }
    enforced.point().loop().stop();
    try {
      enforced.point().release().run();
      released = true;
      return ControlAnswer.done(Map.of("released", "everything; the next start protects again"));
    } catch (EnforcementException e) {
      return ControlAnswer.refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public ControlAnswer confirmReconcile() {
    if (!store.isDoubting()) {
      return ControlAnswer.refused("there is no doubt to dispel");
    }
    store.approveReconcile();
    source.refresh();
    return ControlAnswer.done(Map.of("confirmed", "the next full pull is believed"));
  }

  @Override
  public ControlAnswer explain(IpAddress address) {
    Enforcement enforced = enforcement;
    Guards guards = enforced == null ? Guards.of(Guards.PRIVATE) : enforced.feed().guards();
    try {
      return ControlAnswer.done(
          Map.of(
              "explanation",
              FirewallPolicy.explain(config, guards, address, store.covering(address))));
    } catch (ConfigException e) {
      return ControlAnswer.refused(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Decision> decisions(IpAddress address) {
    return store.covering(address);
  }

  private Optional<EnforcerHealth> loopHealth() {
    return Optional.ofNullable(enforcement).map(e -> e.point().loop().health());
  }

  private Enforcement enforced() {
    Enforcement enforced = enforcement;
    if (enforced == null) {
      throw new IllegalStateException("not started");
    }
    return enforced;
  }

  private String word(EnforcerHealth health) {
    return released ? "released" : health.state().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    upkeep.close();
    source.close();
    if (enforcement != null) {
      enforcement.point().loop().close();
    }
  }
}
