package io.gatehouse.enforce;

import io.gatehouse.enforce.EnforcerHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one enforcer in step with what is desired: one thread, one mailbox. Everything that waits
 * in the mailbox is taken at once, so that a slow point falls behind without a queue of plans. A
 * failure is tried again, later each time; the difference is kept until the point acknowledges it.
 *
 * @param <O> what the enforcer knows of its point
 * @param <P> its plan
 */
public final class EnforcerLoop<O, P extends Plan> implements MeasureReceiver, AutoCloseable {
  /** How often the point is looked at when there is nothing to do, so that tampering is noticed. */
  static final Duration LOOK = Duration.ofMillis(500);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Logger log = LoggerFactory.getLogger(EnforcerLoop.class);

  private final Enforcer<O, P> enforcer;
  private final String name;
  private final InstantSource time;
  private final BlockingQueue<Letter> mailbox = new LinkedBlockingQueue<>();
  private final MeasureTable desired;
  private final Thread thread;
  private volatile EnforcerHealth health;
  private volatile boolean closed;
  private Instant failedAt = Instant.EPOCH;
  private Duration pause = Duration.ZERO;

  /** A loop that has not begun; {@link #start} begins it. */
  public EnforcerLoop(Enforcer<O, P> enforcer, InstantSource time) {
    this.enforcer = enforcer;
    this.name = enforcer.profile().name();
    this.time = time;
    this.desired = new MeasureTable(time);
    this.health = new EnforcerHealth(State.LOADING, time.instant(), "", 0, 0);
    this.thread = new Thread(this::run, "enforcer-" + name);
  }

  /** Begins to enforce. */
  public void start() {
    thread.start();
  }

  /** How the point is doing. Any thread. */
  public EnforcerHealth health() {
    return health;
  }

  /** What the point has counted. Any thread. */
  public List<Enforcer.Counters> counters() {
    return enforcer.counters();
  }

  /**
   * Ends the thread, after the plan that is being executed. The point stays open, and from now on
   * belongs to the caller.
   */
  public void stop() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    mailbox.clear();
    become(State.STOPPED, "", 0);
  }

  /** Stops and lets go of the point. Closing twice does nothing. */
  @Override
  public void close() {
    stop();
    enforcer.close();
  }

  /** Tells the loop something, unless it was stopped. Any thread. */
  @Override
  public void send(Letter letter) {
    if (!closed) {
      mailbox.add(letter);
    }
  }

  private void run() {
    while (!closed) {
      try {
        step(mailbox.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.error("{}: an error in the program; trying again", name, e);
        failed(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Takes in what has come and brings the point in step. */
  void step(@Nullable Letter first) {
    for (Letter letter = first; letter != null; letter = mailbox.poll()) {
      letter.applyTo(desired);
    }
    if (isPausing()) {
      return;
    }
    try {
      enforce();
    } catch (EnforcementException e) {
      report(e);
      failed(e.getMessage());
    }
  }

  /** A clock that was set back must not make a pause longer. */
  private boolean isPausing() {
    return Duration.between(failedAt, time.instant()).abs().compareTo(pause) < 0;
  }

  private void enforce() throws EnforcementException {
    long begin = System.nanoTime();
    P plan = enforcer.plan(desired, enforcer.observe());
    // A plan may be a view of what is acknowledged in a moment.
    boolean idle = plan.isEmpty();
    Applied applied = idle ? Applied.NOTHING : enforcer.execute(plan);
    desired.acknowledge();
    succeeded();
    if (!idle) {
      summarize(applied, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private void summarize(Applied applied, Duration took) {
    if (desired.complete()) {
      log.info(
          "{}: +{} -{} refreshed {} rejected {} in {}ms ({} elements)",
          name,
          applied.added(),
          applied.removed(),
          applied.refreshed(),
          applied.rejected(),
          took.toMillis(),
          desired.size());
    } else {
      log.debug("{}: prepared {} elements", name, desired.size());
    }
  }

  private void succeeded() {
    EnforcerHealth before = health;
    if (before.failures() > 0) {
      log.info("{}: recovered after {} failures", name, before.failures());
    }
    pause = Duration.ZERO;
    become(desired.complete() ? State.IN_FORCE : State.LOADING, "", 0);
  }

  private void failed(@Nullable String detail) {
    long failures = health.failures() + 1;
    failedAt = time.instant();
    pause = pause(failures);
    become(State.FAILING, detail == null ? "" : detail, failures);
  }

  private void report(EnforcementException e) {
    if (health.failures() == 0) {
      log.error("{}; what is in the kernel stays, trying again", e.getMessage());
    } else {
      log.debug("{}", e.getMessage());
    }
  }

  private void become(State state, String detail, long failures) {
    EnforcerHealth before = health;
    Instant since = before.state() == state ? before.since() : time.instant();
    health = new EnforcerHealth(state, since, detail, desired.size(), failures);
  }

  private static Duration pause(long failures) {
    Duration pause = LOOK.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  @Override
  public String name() {
    return name;
  }
}
