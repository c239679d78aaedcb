package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.control.ControlAnswer;
import io.gatehouse.daemon.control.ControlSocket;
import io.gatehouse.daemon.control.ControlVerb;
import io.gatehouse.daemon.host.LogSetup;
import io.gatehouse.daemon.host.ServiceNotifier;
import io.gatehouse.daemon.host.Signals;
import io.gatehouse.daemon.settings.FirewallConfig;
import io.gatehouse.daemon.settings.FirewallConfig.OnStop;
import io.gatehouse.daemon.settings.PrometheusSettings;
import io.gatehouse.daemon.watch.FirewallMetrics;
import io.gatehouse.daemon.watch.WatchEndpoint;
import io.gatehouse.enforce.EnforcementException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
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

  /** Where the daemon takes its parts from. */
  interface Sources {
    /** Reads the file anew. */
    FirewallFile read() throws ConfigException;

    /** A protection of this configuration, that touches nothing yet. */
    Protection protection(FirewallConfig config) throws ProgramException, EnforcementException;
  }

  /** What a signal asks for. */
  private enum Wish {
    STOP,
    RELOAD
  }

  FirewallDaemon(Map<String, String> environment, Sources sources) {
    this.environment = environment;
    this.sources = sources;
  }

  /** Runs until it is told to stop; the exit code. */
  int run() throws Exception {
    Signals.handle("TERM", this::stop);
    Signals.handle("INT", this::stop);
    Signals.handle("HUP", this::reload);
    Optional<FirewallFile> next = Optional.of(sources.read());
    try (ServiceNotifier notifier = ServiceNotifier.of(environment)) {
      while (next.isPresent()) {
        next = serve(next.get(), notifier);
      }
    }
    return 0;
  }

  /** Asks it to end; any thread. */
  void stop() {
    wishes.add(Wish.STOP);
  }

  /** Asks it to read its file anew; any thread. */
  void reload() {
    wishes.add(Wish.RELOAD);
  }

  /** Serves one configuration; the one to go on with, empty where this was the last. */
  private Optional<FirewallFile> serve(FirewallFile file, ServiceNotifier notifier)
      throws Exception {
    FirewallConfig config = file.config();
    announce(file);
    try (Protection protection = sources.protection(config);
        ControlSocket control =
            ControlSocket.open(
                config.runDir(), verb -> answer(protection, verb), InstantSource.system());
        WatchEndpoint endpoint = watch(config.prometheus(), protection)) {
      log.debug("control socket at {}, metrics at {}", control.path(), address(endpoint));
      protection.start();
      notifier.ready(protection.summary());
      Optional<FirewallFile> next = waitForNext(protection, notifier);
      if (next.isEmpty()) {
        leave(config.onStop(), protection, notifier);
      }
      return next;
    }
  }

  private static void announce(FirewallFile file) {
    boolean written = LogSetup.apply(file.config().log());
    if (!written) {
      log.warn(
          "log_dir {} cannot be written; logging to standard error",
          file.config().log().directory());
    }
    log.info("{}", ProgramVersion.current());
    file.table().lines().forEach(line -> log.info("{}", line.stripTrailing()));
    file.warnings().forEach(warning -> log.warn("{}", warning));
    if (!file.config().notActedOn().isEmpty()) {
      log.warn("read but not acted on yet: {}", String.join(", ", file.config().notActedOn()));
    }
  }

  private static @Nullable WatchEndpoint watch(PrometheusSettings settings, Protection protection)
      throws ProgramException {
    if (!settings.enabled()) {
      return null;
    }
    try {
      FirewallMetrics metrics = new FirewallMetrics(protection.gauges());
      return WatchEndpoint.open(settings, metrics, protection::health);
    } catch (IOException e) {
      throw new ProgramException(
          "prometheus: listening at %s:%d failed: %s; set prometheus.listen_port"
              .formatted(settings.address(), settings.port(), e.getMessage()));
    }
  }

  private static String address(@Nullable WatchEndpoint endpoint) {
    return Optional.ofNullable(endpoint).map(e -> e.address().toString()).orElse("(not enabled)");
  }

  private static ControlAnswer answer(Protection protection, ControlVerb verb) {
    return switch (verb) {
      case STATUS -> ControlAnswer.done(protection.status());
      case RELEASE -> protection.release();
      case CONFIRM_RECONCILE -> protection.confirmReconcile();
    };
  }

  private Optional<FirewallFile> waitForNext(Protection protection, ServiceNotifier notifier)
      throws InterruptedException {
    Duration pause = notifier.watchdogInterval().orElse(STATUS_INTERVAL);
    while (true) {
      Wish wish = wishes.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
      if (wish == Wish.STOP) {
        return Optional.empty();
      }
      Optional<FirewallFile> next = wish == Wish.RELOAD ? tryRead() : Optional.empty();
      if (next.isPresent()) {
        return next;
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
