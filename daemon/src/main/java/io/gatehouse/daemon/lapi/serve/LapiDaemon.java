package io.gatehouse.daemon.lapi.serve;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.host.ServiceNotifier;
import io.gatehouse.daemon.host.Signals;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.lapi.server.LapiServerConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The LAPI as a process. SIGTERM and SIGINT end it; SIGHUP reads the file anew and, if it is valid,
 * serves by it from then on, which closes the listeners for a moment. An invalid file is refused
 * whole. Being killed loses nothing that was acknowledged: that is the database's part.
 */
public final class LapiDaemon {
  private static final Logger log = LoggerFactory.getLogger(LapiDaemon.class);
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final InstantSource time;
  private final String version;
  private final Configuration configuration;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

  /** Reads the file, each time anew. */
  @FunctionalInterface
  public interface Configuration {
    /** The file as it is now. */
    Read read() throws ConfigException;
  }

  /**
   * A file that was read.
   *
   * @param config what it says
   * @param announcement what is to be said of it
   */
  public record Read(EngineConfig config, Announcement announcement) {}

  /** A file that can be served by. */
  private record Loaded(Read read, LapiServerConfig settings) {
    EngineConfig config() {
      return read.config();
    }
  }

  /** What the daemon is to do next. */
  private sealed interface Wish {
    /** A signal: end. */
    record Stop() implements Wish {}

    /** A signal: read the file anew. */
    record Reload() implements Wish {}

    /** A thread has died, and with it what it did. */
    record GiveUp(String reason) implements Wish {}
  }

  /**
   * Touches nothing yet.
   *
   * @param version what the log begins with
   */
  public LapiDaemon(
      Map<String, String> environment,
      InstantSource time,
      String version,
      Configuration configuration) {
    this.environment = environment;
    this.time = time;
    this.version = version;
    this.configuration = configuration;
  }

  /** Runs until it is told to stop; the exit code. */
  public int run() throws ConfigException, ProgramException, InterruptedException {
    Thread.setDefaultUncaughtExceptionHandler(this::died);
    Signals.handle("TERM", this::stop);
    Signals.handle("INT", this::stop);
    Signals.handle("HUP", this::reload);
    Optional<Loaded> next = Optional.of(load());
    try (ServiceNotifier notifier = ServiceNotifier.of(environment)) {
      while (next.isPresent()) {
        next = serve(next.get(), notifier);
      }
    }
    return 0;
  }

  /**
   * Checks all that a file means, in other files as well.
   *
   * @throws ConfigException with every problem
   */
  public static void check(EngineConfig config, Map<String, String> environment)
      throws ConfigException {
    ServerSettings.of(config, environment);
  }

  private Loaded load() throws ConfigException {
    Read read = configuration.read();
    return new Loaded(read, ServerSettings.of(read.config(), environment));
  }

  /** Asks it to end; any thread. */
  public void stop() {
    wishes.add(new Wish.Stop());
  }

  /** Asks it to read its file anew; any thread. */
  public void reload() {
    wishes.add(new Wish.Reload());
  }

  /** Serves by one file; the one to go on with, empty where this was the last. */
  private Optional<Loaded> serve(Loaded loaded, ServiceNotifier notifier)
      throws ProgramException, InterruptedException {
    loaded.read().announcement().make(loaded.config().log(), "gatehouse-lapi.log", version, log);
    if (!loaded.config().server().enabled()) {
      throw new ProgramException("lapi: api.server.enable is false in the file; nothing to serve");
    }
    Instant begun = time.instant();
    try (ServingLapi lapi = ServingLapi.open(loaded.config(), loaded.settings(), time)) {
      log.info(
          "serving {} at {} after {} ms",
          lapi.summary(),
          lapi.places(),
          Duration.between(begun, time.instant()).toMillis());
      notifier.ready(lapi.summary());
      Optional<Loaded> next = waitForNext(lapi, notifier);
      if (next.isEmpty()) {
        notifier.stopping("decisions are kept");
        log.info("stopped with {}", lapi.summary());
      }
      return next;
    }
  }

  private Optional<Loaded> waitForNext(ServingLapi lapi, ServiceNotifier notifier)
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
      Optional<Loaded> next = wish instanceof Wish.Reload ? tryRead() : Optional.empty();
      if (next.isPresent()) {
        return next;
      }
      notifier.alive();
      notifier.status(lapi.summary());
    }
  }

  /** The file as it is now; empty, and said why, if it is not valid. */
  private Optional<Loaded> tryRead() {
    try {
      return Optional.of(load());
    } catch (ConfigException e) {
      e.problems().forEach(problem -> log.error("{}", problem));
      log.error("reload refused; going on with the configuration from before");
      return Optional.empty();
    }
  }

  /** What that thread did nobody does any more; whoever started the program starts it anew. */
  private void died(Thread thread, Throwable failure) {
    log.error("thread {} has died", thread.getName(), failure);
    wishes.add(
        new Wish.GiveUp(
            "gatehouse: thread %s has died of %s; start it again"
                .formatted(thread.getName(), failure)));
  }
}
