package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlSocket;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.host.DaemonLoop;
import io.gatehouse.daemon.host.DaemonLoop.Voice;
import io.gatehouse.daemon.host.DaemonLoop.Work;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.OnStop;
import io.gatehouse.daemon.settings.LogSettings;
import io.gatehouse.daemon.watch.FirewallMetrics;
import io.gatehouse.daemon.watch.WatchEndpoint;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.net.IpAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The firewall bouncer as a process: what surrounds a {@link Protection}. On SIGHUP a new
 * protection takes over what the old one has left in force.
 */
final class FirewallDaemon {
  private static final Logger log = LoggerFactory.getLogger(FirewallDaemon.class);

  private final Sources sources;
  private final DaemonLoop<FirewallFile> loop;

  /** Whether there was a configuration before; the thread of {@link #run} only. */
  private boolean reloaded;

  /** Where the daemon takes its parts from. */
  interface Sources {
    /** Reads the file anew. */
    FirewallFile read() throws ConfigException;

    /**
     * A protection of this configuration, that touches nothing yet.
     *
     * @param firstFailure what it makes of a LAPI that fails at first
     */
    Protection protection(FirewallConfig config, FirstFailure firstFailure) throws ProgramException;
  }

  FirewallDaemon(Map<String, String> environment, Sources sources) {
    this.sources = sources;
    this.loop = new DaemonLoop<>(environment, sources::read, this::begin);
  }

  /** Runs until it is told to stop; the exit code. */
  int run() throws Exception {
    return loop.run();
  }

  /** Asks it to end; any thread. */
  void stop() {
    loop.stop();
  }

  /** Asks it to read its file anew; any thread. */
  void reload() {
    loop.reload();
  }

  private Work begin(FirewallFile file, Voice voice) throws Exception {
    announce(file);
    FirewallConfig config = file.config();
    Enforcing work = new Enforcing(config, sources.protection(config, firstFailure(config)));
    reloaded = true;
    try {
      work.begin(voice);
      return work;
    } catch (Exception e) {
      work.close();
      throw e;
    }
  }

  /** A LAPI that is away just now is no reason to end what has been running. */
  private FirstFailure firstFailure(FirewallConfig config) {
    return reloaded ? FirstFailure.RETRY : LapiSource.firstFailure(config);
  }

  private static void announce(FirewallFile file) {
    new Announcement(file.table(), file.warnings(), file.config().notActedOn())
        .make(file.config().log(), LogSettings.FILE_NAME, ProgramVersion.current().toString(), log);
  }

  static ControlAnswer answer(Protection protection, ControlRequest request) {
    return switch (request.verb()) {
      case STATUS -> ControlAnswer.done(protection.status());
      case RELEASE -> protection.release();
      case CONFIRM_RECONCILE -> protection.confirmReconcile();
      case EXPLAIN ->
          IpAddress.tryParse(request.about())
              .map(protection::explain)
              .orElseGet(() -> ControlAnswer.refused("'about' is no IP address"));
    };
  }

  /**
   * Tells a loop how the first pull has gone. Cancelled means closed, by a reload or a stop, and is
   * no failure.
   */
  private static void tell(Voice voice, @Nullable Throwable failure) {
    if (failure == null) {
      voice.ready();
    } else if (!(failure instanceof CancellationException)) {
      voice.giveUp(String.valueOf(failure.getMessage()));
    }
  }

  /** What becomes of bans where a firewall ends, as it was told; says so. */
  static String leave(OnStop onStop, Protection protection) {
    if (onStop == OnStop.KEEP) {
      return "bans stay in force, each until its own end; `gatehouse firewall release` removes"
          + " them";
    }
    ControlAnswer answer = protection.release();
    if (answer.done()) {
      return "bans are removed, as on_stop says";
    }
    String failure = "bans could not be removed: " + answer.fields().get("error");
    log.error("{}", failure);
    return failure;
  }

  /** A protection that can be asked, and watched. The loop's thread, but for what it tells. */
  private static final class Enforcing implements Work {
    private final FirewallConfig config;
    private final Protection protection;
    private @Nullable ControlSocket control;
    private @Nullable WatchEndpoint endpoint;

    Enforcing(FirewallConfig config, Protection protection) {
      this.config = config;
      this.protection = protection;
    }

    void begin(Voice voice) throws Exception {
      ControlSocket opened =
          ControlSocket.open(
              config.runDir(), request -> answer(protection, request), InstantSource.system());
      control = opened;
      FirewallMetrics metrics = new FirewallMetrics(protection.gauges());
      endpoint =
          WatchEndpoint.openIfEnabled(config.prometheus(), metrics::scrape, protection::health)
              .orElse(null);
      log.debug("control socket at {}, metrics at {}", opened.path(), address(endpoint));
      protection.start(failure -> tell(voice, failure));
    }

    private static String address(@Nullable WatchEndpoint endpoint) {
      return Optional.ofNullable(endpoint).map(e -> e.address().toString()).orElse("(not enabled)");
    }

    @Override
    public String summary() {
      return protection.summary();
    }

    @Override
    public String farewell() {
      return leave(config.onStop(), protection);
    }

    @Override
    public void close() {
      if (endpoint != null) {
        endpoint.close();
      }
      if (control != null) {
        control.close();
      }
      protection.close();
    }
  }
}
