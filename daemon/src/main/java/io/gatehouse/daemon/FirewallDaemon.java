package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.control.ControlRequest;
import io.gatehouse.daemon.control.ControlSocket;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.host.ServiceNotifier;
import io.gatehouse.daemon.host.Signals;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.OnStop;
import io.gatehouse.daemon.settings.LogSettings;
import io.gatehouse.daemon.settings.PrometheusSettings;
import io.gatehouse.daemon.watch.FirewallMetrics;
import io.gatehouse.daemon.watch.WatchEndpoint;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The firewall bouncer as a process: sets up what surrounds a {@link Protection}, then waits for a
 * signal. SIGTERM and SIGINT end it; SIGHUP reads the file anew and, if it is valid, starts a new
 * protection from it, which takes over what the old one has left in force. An invalid file is
 * refused whole.
 */
final class FirewallDaemon {
  private static final Logger log = LoggerFactory.getLogger(FirewallDaemon.class);
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final Sources sources;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

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

  /** What the daemon is to do next. */
  private sealed interface Wish {
    /** A signal: end. */
    record Stop() implements Wish {}

    /** A signal: read the file anew. */
    record Reload() implements Wish {}

    /** The first decisions are in. */
    record Ready() implements Wish {}

    /** There will be none, for this reason. */
    record GiveUp(String reason) implements Wish {}
  }

  FirewallDaemon(Map<String, String> environment, Sources sources) {
    this.environment = environment;
    this.sources = sources;
  }

  /** Runs until it is told to stop; the exit code. */
  int run() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(this::died);
    Signals.handle("TERM", this::stop);
    Signals.handle("INT", this::stop);
    Signals.handle("HUP", this::reload);
    Optional<FirewallFile> next = Optional.of(sources.read());
    try (ServiceNotifier notifier = ServiceNotifier.of(environment)) {
      while (next.isPresent()) {
        next = serve(next.get(), notifier);
        reloaded = true;
      }
    }
    return 0;
  }

  /** Asks it to end; any thread. */
  void stop() {
    wishes.add(new Wish.Stop());
  }

  /** Asks it to read its file anew; any thread. */
  void reload() {
    wishes.add(new Wish.Reload());
  }

  /**
   * Serves one configuration; the one to go on with, empty where this was the last. What became of
   * the one before no longer counts.
   */
  private Optional<FirewallFile> serve(FirewallFile file, ServiceNotifier notifier)
      throws Exception {
    FirewallConfig config = file.config();
    announce(file);
    wishes.removeIf(wish -> wish instanceof Wish.Ready || wish instanceof Wish.GiveUp);
    try (Protection protection = sources.protection(config, firstFailure(config));
        ControlSocket control =
            ControlSocket.open(
                config.runDir(), request -> answer(protection, request), InstantSource.system());
        WatchEndpoint endpoint = watch(config.prometheus(), protection)) {
      log.debug("control socket at {}, metrics at {}", control.path(), address(endpoint));
      protection.start(this::begun);
      Optional<FirewallFile> next = waitForNext(protection, notifier);
      if (next.isEmpty()) {
        leave(config.onStop(), protection, notifier);
      }
      return next;
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

  private static @Nullable WatchEndpoint watch(PrometheusSettings settings, Protection protection)
      throws ProgramException {
    if (!settings.enabled()) {
      return null;
    }
    try {
      FirewallMetrics metrics = new FirewallMetrics(protection.gauges());
      return WatchEndpoint.open(settings, metrics::scrape, protection::health);
    } catch (IOException e) {
      throw new ProgramException(
          "prometheus: listening at %s:%d failed: %s; set prometheus.listen_port"
              .formatted(settings.address(), settings.port(), e.getMessage()));
    }
  }

  private static String address(@Nullable WatchEndpoint endpoint) {
    return Optional.ofNullable(endpoint).map(e -> e.address().toString()).orElse("(not enabled)");
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

  /** Cancelled means closed, by a reload or a stop, and is no failure. */
  private void begun(@Nullable Throwable failure) {
    if (failure == null) {
      wishes.add(new Wish.Ready());
    } else if (!(failure instanceof CancellationException)) {
      wishes.add(new Wish.GiveUp(String.valueOf(failure.getMessage())));
    }
  }

  /** What that thread did nobody does any more; whoever started the program starts it anew. */
  private void died(Thread thread, Throwable failure) {
    log.error("thread {} has died", thread.getName(), failure);
    wishes.add(
        new Wish.GiveUp(
            "gatehouse: thread %s has died of %s; bans stay in force, start it again"
                .formatted(thread.getName(), failure)));
  }

  private Optional<FirewallFile> waitForNext(Protection protection, ServiceNotifier notifier)
      throws InterruptedException, ProgramException {
    Duration pause = notifier.watchdogInterval().orElse(STATUS_INTERVAL);
    while (true) {
      Wish wish = wishes.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
      if (wish instanceof Wish.Stop) {
        return Optional.empty();
      }
      if (wish instanceof Wish.GiveUp failure) {
        throw new ProgramException(failure.reason());
      }
      Optional<FirewallFile> next = wish instanceof Wish.Reload ? tryRead() : Optional.empty();
      if (next.isPresent()) {
        return next;
      }
      if (wish instanceof Wish.Ready) {
        notifier.ready(protection.summary());
      }
      notifier.alive();
      notifier.status(protection.summary());
    }
  }

  private static void leave(OnStop onStop, Protection protection, ServiceNotifier notifier) {
    if (onStop == OnStop.KEEP) {
      notifier.stopping("bans stay in force");
      log.info(
          "stopped; bans stay in force, each until its own end; `gatehouse firewall release`"
              + " removes them");
      return;
    }
    notifier.stopping("removing bans");
    ControlAnswer answer = protection.release();
    if (answer.done()) {
      log.info("stopped; bans are removed, as on_stop says");
    } else {
      log.error("stopped; bans could not be removed: {}", answer.fields().get("error"));
    }
  }

  /** The file as it is now; empty, and said why, if it is not valid. */
  private Optional<FirewallFile> tryRead() {
    try {
      return Optional.of(sources.read());
    } catch (ConfigException e) {
      e.problems().forEach(problem -> log.error("{}", problem));
      log.error("reload refused; going on with the configuration from before");
      return Optional.empty();
    }
  }
}
