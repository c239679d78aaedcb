package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.Secret;
import io.gatehouse.daemon.control.ControlSocket;
import io.gatehouse.daemon.host.DaemonLoop.Voice;
import io.gatehouse.daemon.host.DaemonLoop.Work;
import io.gatehouse.daemon.lapi.serve.ServerSettings;
import io.gatehouse.daemon.lapi.serve.ServingLapi;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.GatehouseConfig;
import io.gatehouse.daemon.watch.FirewallMetrics;
import io.gatehouse.daemon.watch.Health;
import io.gatehouse.daemon.watch.WatchEndpoint;
import io.gatehouse.decision.Decision;
import io.gatehouse.detector.pipeline.AlertOutlet;
import io.gatehouse.detector.pipeline.LapiOutlet;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.active.CommitListener;
import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.active.StoredDecision;
import io.gatehouse.lapi.machine.LapiMachine;
import io.gatehouse.lapi.server.LapiServerConfig;
import io.gatehouse.net.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Detector, LAPI and firewall in one process. The LAPI is there first; the firewall pulls from it
 * over a Unix socket as any bouncer does, and besides at every commit, so that a decision is in the
 * kernel some milliseconds after it was made; the detector comes last, when what was decided before
 * is in force.
 */
final class AllInOne implements Work {
  /** For what no commit tells: that is nothing, so this only shows that the bouncer lives. */
  private static final Duration PULLS = Duration.ofSeconds(10);

  private static final int MAX_PENDING = 10_000;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final GatehouseConfig config;
  private final ServingLapi lapi;
  private final Protection protection;
  private final FirewallMetrics firewallMetrics;
  private @Nullable Detecting detecting; // set before begin returns

  private AllInOne(GatehouseConfig config, ServingLapi lapi, Protection protection) {
    this.config = config;
    this.lapi = lapi;
    this.protection = protection;
    this.firewallMetrics = new FirewallMetrics(protection.gauges());
  }

  /**
   * Begins everything.
   *
   * @param environment in which a secret for the LAPI may be
   */
  static AllInOne begin(GatehouseFile file, Map<String, String> environment, Voice voice)
      throws Exception {
    GatehouseConfig config = file.config();
    Directories.prepare(config.runDir());
    Nudge nudge = new Nudge();
    ServingLapi lapi =
        ServingLapi.open(config.engine(), server(file, environment), InstantSource.system(), nudge);
    AllInOne all;
    try {
      all = new AllInOne(config, lapi, protection(config, lapi, nudge));
    } catch (Exception e) {
      lapi.close();
      throw e;
    }
    try {
      all.begin(file, voice);
      return all;
    } catch (Exception e) {
      all.close();
      throw e;
    }
  }

  private static LapiServerConfig server(GatehouseFile file, Map<String, String> environment)
      throws ConfigException {
    return ServerSettings.of(file.config().engine(), environment).toBuilder()
        .profiles(file.profiles())
        .listenSocket(socket(file.config()))
        .build();
  }

  /** Where bouncers of this host ask, this process's own among them. */
  private static Path socket(GatehouseConfig config) {
    return config.engine().server().socket().orElse(config.runDir().resolve("lapi.sock"));
  }

  private static Protection protection(GatehouseConfig config, ServingLapi lapi, Nudge nudge)
      throws Exception {
    Secret key = FirewallKey.of(config.dataDir().resolve("firewall.key"), lapi.administration());
    String socket = socket(config).toAbsolutePath().toString();
    FirewallConfig firewall =
        config.firewall().from(config.firewall().lapi().at(socket, key, PULLS));
    return new FirewallProtection(
        firewall,
        store -> {
          LapiSource source = LapiSource.open(firewall, store, FirstFailure.RETRY);
          nudge.now(source);
          return source;
        });
  }

  private void begin(GatehouseFile file, Voice voice) throws Exception {
    parts.push(
        ControlSocket.open(
            config.runDir(),
            request -> FirewallDaemon.answer(protection, request),
            InstantSource.system()));
    protection.start(failure -> begun(failure, voice));
    Detecting begun = Detecting.begin(DetectorParts.of(file), outlet(), voice);
    detecting = begun;
    parts.push(begun);
    WatchEndpoint.openIfEnabled(config.firewall().prometheus(), this::scrape, this::health)
        .ifPresent(parts::push);
    voice.ready();
  }

  /** To this process's own LAPI, as the operator of this host, at once. */
  private AlertOutlet outlet() throws LapiException {
    LapiMachine machine =
        LapiMachine.atAdminSocket(
            config.engine().adminSocket(),
            "detector",
            ProgramVersion.current().version(),
            InstantSource.system());
    parts.push(machine);
    return LapiOutlet.open(
        machine::push,
        new LapiOutlet.Settings(
            config.dataDir().resolve("alerts.json"), Duration.ZERO, MAX_PENDING));
  }

  private static void begun(@Nullable Throwable failure, Voice voice) {
    if (failure != null && !(failure instanceof CancellationException)) {
      voice.giveUp(String.valueOf(failure.getMessage()));
    }
  }

  private Detecting detecting() {
    Detecting running = detecting;
    if (running == null) {
      throw new IllegalStateException("not begun");
    }
    return running;
  }

  /** Everything that Prometheus is told. */
  String scrape() {
    return lapi.scrape() + firewallMetrics.scrape() + detecting().scrape();
  }

  /** Whether each part does its work. */
  Health health() {
    Health firewall = protection.health();
    Health detector = detecting().health();
    Map<String, String> details = new LinkedHashMap<>(firewall.details());
    details.put("lapi_decisions", lapi.summary());
    details.putAll(detector.details());
    return new Health(firewall.isGood() && detector.isGood(), details);
  }

  /** What the firewall has counted. */
  List<Counters> counters() {
    return protection.gauges().counters();
  }

  /** What was decided about an address, as the firewall knows it. */
  List<Decision> decisions(IpAddress address) {
    return protection.decisions(address);
  }

  /** Where the LAPI listens, for people. */
  String places() {
    return lapi.places();
  }

  @Override
  public String summary() {
    return "%s; %s; %s".formatted(protection.summary(), lapi.summary(), detecting().summary());
  }

  @Override
  public String farewell() {
    return FirewallDaemon.leave(config.firewall().onStop(), protection);
  }

  /** In the opposite order: no new alerts, then no more changes, then no more questions. */
  @Override
  public void close() {
    parts.forEach(AllInOne::close);
    protection.close();
    lapi.close();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("a part that can't be closed", e);
    }
  }

  /** Tells the firewall of each commit, as soon as there is a firewall. */
  private static final class Nudge implements CommitListener {
    private final AtomicReference<@Nullable LapiSource> source = new AtomicReference<>();

    void now(LapiSource that) {
      source.set(that);
    }

    @Override
    public void committed(long commit, List<StoredDecision> added, List<Removal> removed) {
      LapiSource that = source.get();
      if (that != null) {
        that.nudge();
      }
    }
  }
}
