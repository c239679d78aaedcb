package io.gatehouse.daemon.host;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that works by one configuration until a signal comes. SIGTERM and SIGINT end it; SIGHUP
 * reads the configuration anew and, if it is valid, ends the work and begins it by the new one. An
 * invalid one is refused whole. A thread that dies ends the process, so that whoever started it
 * starts it anew.
 *
 * @param <C> what is read
 */
public final class DaemonLoop<C> {
  private static final Logger log = LoggerFactory.getLogger(DaemonLoop.class);
  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(30);

  private final Map<String, String> environment;
  private final Reading<C> reading;
  private final Beginning<C> beginning;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

  /** Reads the configuration, each time anew. */
  @FunctionalInterface
  public interface Reading<C> {
    /** As it is now. */
    C read() throws ConfigException;
  }

  /** Begins to work by a configuration. */
  @FunctionalInterface
  public interface Beginning<C> {
    /**
     * Returns once the work is under way.
     *
     * @param voice by which the work tells how it goes
     */
    Work begin(C configuration, Voice voice) throws Exception;
  }

  /** Work under way. */
  public interface Work extends AutoCloseable {
    /** How it stands, in a few words. Any thread. */
    String summary();

    /** Says what remains of it; called before {@link #close} where nothing comes after it. */
    String farewell();

    @Override
    void close();
  }

  /** By which work tells how it goes. Any thread. */
  public interface Voice {
    /** It does what it is there for. */
    void ready();

    /** It is done, and the process may end. */
    void finished();

    /** It can't go on. */
    void giveUp(String reason);
  }

  /** What is to be done next. */
  private sealed interface Wish {
    /** End. */
    record Stop() implements Wish {}

    /** Read the configuration anew. */
    record Reload() implements Wish {}

    /** The service manager may be told that it is up. */
    record Ready() implements Wish {}

    /** There is no going on, for this reason. */
    record GiveUp(String reason) implements Wish {}
  }

  /** Touches nothing yet. */
  public DaemonLoop(Map<String, String> environment, Reading<C> reading, Beginning<C> beginning) {
    this.environment = environment;
    this.reading = reading;
    this.beginning = beginning;
  }

  /** Runs until it is told to stop; the exit code. */
  public int run() throws Exception {
    Thread.setDefaultUncaughtExceptionHandler(this::died);
    Signals.handle("TERM", this::stop);
    Signals.handle("INT", this::stop);
    Signals.handle("HUP", this::reload);
    Optional<C> next = Optional.of(reading.read());
    try (ServiceNotifier notifier = ServiceNotifier.of(environment)) {
      while (next.isPresent()) {
        next = work(next.get(), notifier);
      }
    }
    return 0;
  }

  /** Asks it to end; any thread. */
  public void stop() {
    wishes.add(new Wish.Stop());
  }

  /** Asks it to read its configuration anew; any thread. */
  public void reload() {
    wishes.add(new Wish.Reload());
  }

  /** Works by one configuration; the one to go on with, empty where this was the last. */
  private Optional<C> work(C configuration, ServiceNotifier notifier) throws Exception {
    wishes.removeIf(wish -> wish instanceof Wish.Ready || wish instanceof Wish.GiveUp);
    try (Work work = beginning.begin(configuration, voice())) {
      Optional<C> next = waitForNext(work, notifier);
      if (next.isEmpty()) {
        String farewell = work.farewell();
        notifier.stopping(farewell);
        log.info("stopping; {}", farewell);
      }
      return next;
    }
  }

  private Voice voice() {
    return new Voice() {
      @Override
      public void ready() {
        wishes.add(new Wish.Ready());
      }

      @Override
      public void finished() {
        stop();
      }

      @Override
      public void giveUp(String reason) {
        wishes.add(new Wish.GiveUp(reason));
      }
    };
  }

  private Optional<C> waitForNext(Work work, ServiceNotifier notifier)
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
      Optional<C> next = wish instanceof Wish.Reload ? tryRead() : Optional.empty();
      if (next.isPresent()) {
        return next;
      }
      if (wish instanceof Wish.Ready) {
        notifier.ready(work.summary());
      }
      notifier.alive();
      notifier.status(work.summary());
    }
  }

  /** The configuration as it is now; empty, and said why, if it is not valid. */
  private Optional<C> tryRead() {
    try {
      return Optional.of(reading.read());
    } catch (ConfigException e) {
      e.problems().forEach(problem -> log.error("{}", problem));
      log.error("reload refused; going on with the configuration from before");
      return Optional.empty();
    }
  }

  /** What that thread did nobody does any more. */
  private void died(Thread thread, Throwable failure) {
    log.error("thread {} has died", thread.getName(), failure);
    wishes.add(
        new Wish.GiveUp(
            "gatehouse: thread %s has died of %s; start it again"
                .formatted(thread.getName(), failure)));
  }
}
