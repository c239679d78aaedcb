package io.gatehouse.detector.pipeline;

import io.gatehouse.alert.Alert;
import io.gatehouse.lapi.Backoff;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.LapiException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends alerts to a LAPI, in batches and in their order, on a thread of its own. What the LAPI does
 * not acknowledge is kept and sent again, for ever; where there are too many, the oldest are given
 * up first, for their attackers have long moved on. An alert that the LAPI refuses for what it is
 * is found by sending each of its batch alone, given up, and said.
 *
 * <p>{@link #save} keeps what is pending in a file, from which the next process takes it up: an
 * alert may reach the LAPI twice, but none is lost.
 */
public final class LapiOutlet implements AlertOutlet {
  private static final Logger log = LoggerFactory.getLogger(LapiOutlet.class);

  private static final int BATCH = 50;

  /** Refusals with a server's error after which an alert alone is held to be their reason. */
  private static final int PATIENCE = 3;

  private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

  private final Push push;
  private final AlertSpool spool;
  private final Duration gathering;
  private final int most;
  private final Backoff backoff;
  private final Thread thread = new Thread(this::run, "alerts");

  /** Guarded by itself, as is all that follows. */
  private final Deque<Alert> queue = new ArrayDeque<>();

  private long lost;
  private boolean closing;
  private boolean changed;
  private boolean spooled;
  private int refusals; // of the first alert alone; the outlet's thread only

  /** Sends alerts to a LAPI; returns once it has acknowledged all of them. */
  @FunctionalInterface
  public interface Push {
    /** All or nothing. */
    void push(List<Alert> alerts) throws LapiException;
  }

  /**
   * How an outlet works.
   *
   * @param spool where pending alerts are kept over a restart
   * @param gathering for how long alerts are gathered before they are sent
   * @param most how many may be pending
   */
  public record Settings(Path spool, Duration gathering, int most) {}

  private LapiOutlet(Push push, Settings settings, Backoff backoff) {
    this.push = push;
    this.backoff = backoff;
    this.spool = new AlertSpool(settings.spool());
    this.gathering = settings.gathering();
    this.most = settings.most();
    thread.setDaemon(true);
  }

  /** Begins with what an earlier process has left. */
  public static LapiOutlet open(Push push, Settings settings) {
    return open(push, settings, Backoff.upToAMinute(RandomGenerator.getDefault()));
  }

  static LapiOutlet open(Push push, Settings settings, Backoff backoff) {
    LapiOutlet outlet = new LapiOutlet(push, settings, backoff);
    List<Alert> left = outlet.spool.load();
    if (!left.isEmpty()) {
      log.info("alerts: {} from before are sent first", left.size());
      outlet.spooled = true;
      outlet.queue.addAll(left);
    }
    outlet.thread.start();
    return outlet;
  }

  @Override
  public void take(List<Alert> alerts) {
    synchronized (queue) {
      queue.addAll(alerts);
      changed |= !alerts.isEmpty();
      int tooMany = Math.max(0, queue.size() - most);
      for (int i = 0; i < tooMany; i++) {
        queue.removeFirst();
      }
      if (tooMany > 0) {
        log.atLevel(lost == 0 ? Level.WARN : Level.DEBUG)
            .log("alerts: more than {} wait for the LAPI; the oldest are given up", most);
        lost += tooMany;
      }
      queue.notifyAll();
    }
  }

  @Override
  public void save() {
    List<Alert> pending;
    synchronized (queue) {
      if (!changed && !(spooled && queue.isEmpty())) {
        return;
      }
      pending = List.copyOf(queue);
      changed = false;
      spooled = !pending.isEmpty();
    }
    try {
      spool.store(pending);
    } catch (IOException e) {
      log.error("alerts: {} could not be kept on disk: {}", pending.size(), e.toString());
      synchronized (queue) {
        changed = true;
      }
    }
  }

  @Override
  public int pending() {
    synchronized (queue) {
      return queue.size();
    }
  }

  @Override
  public long lost() {
    synchronized (queue) {
      return lost;
    }
  }

  private void run() {
    try {
      while (true) {
        List<Alert> batch = next();
        if (batch.isEmpty()) {
          return;
        }
        send(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for alerts, then a little for more; empty once closing with nothing left. */
  private List<Alert> next() throws InterruptedException {
    synchronized (queue) {
      while (queue.isEmpty() && !closing) {
        queue.wait();
      }
      if (queue.size() < BATCH && !closing && gathering.toMillis() > 0) {
        queue.wait(gathering.toMillis());
      }
      return queue.stream().limit(refusals > 0 ? 1 : BATCH).toList();
    }
  }

  private void send(List<Alert> batch) throws InterruptedException {
    try {
      push.push(batch);
      acknowledged(batch);
    } catch (LapiException e) {
      failed(batch, e);
    }
  }

  private void acknowledged(List<Alert> batch) {
    if (backoff.failures() > 0) {
      log.info("alerts: the LAPI takes them again after {} failures", backoff.failures());
    }
    backoff.reset();
    refusals = refusals > 0 ? refusals - 1 : 0;
    remove(batch);
  }

  private void remove(List<Alert> batch) {
    synchronized (queue) {
      Set<Alert> sent = Collections.newSetFromMap(new IdentityHashMap<>());
      sent.addAll(batch);
      queue.removeIf(sent::contains); // some may have been given up meanwhile
      changed |= spooled;
    }
  }

  private void failed(List<Alert> batch, LapiException failure) throws InterruptedException {
    if (mayBeItsContent(failure)) {
      if (batch.size() > 1) {
        refusals = batch.size(); // each of them alone
        return;
      }
      if (isItsContent(failure)) {
        giveUp(batch.get(0), failure);
        return;
      }
    }
    Duration wait = backoff.afterFailure();
    log.atLevel(backoff.failures() == 1 ? Level.WARN : Level.DEBUG)
        .log(
            "alerts: {} are not taken ({}); sent again in {} ms",
            pending(),
            failure.getMessage(),
            wait.toMillis());
    pause(wait);
  }

  /** Refused as a whole, with the LAPI well enough to say so; 500 is what upstream answers. */
  private static boolean mayBeItsContent(LapiException failure) {
    int status = failure.status().orElse(0);
    return failure.kind() != Kind.DENIED
        && (status == 400 || status == 413 || status == 422 || status == 500);
  }

  private boolean isItsContent(LapiException failure) {
    return failure.status().orElse(0) != 500 || backoff.failures() >= PATIENCE;
  }

  private void giveUp(Alert alert, LapiException failure) {
    log.error(
        "alerts: the LAPI refuses one of {} about {} ({}); it is given up",
        alert.scenario(),
        alert.source().value(),
        failure.getMessage());
    backoff.reset();
    refusals = refusals > 0 ? refusals - 1 : 0;
    remove(List.of(alert));
    synchronized (queue) {
      lost++;
    }
  }

  private void pause(Duration wait) throws InterruptedException {
    long until = System.nanoTime() + wait.toNanos();
    synchronized (queue) {
      for (long left = wait.toMillis(); left > 0 && !closing; ) {
        queue.wait(left);
        left = (until - System.nanoTime()) / 1_000_000;
      }
      if (closing) {
        throw new InterruptedException("closing while the LAPI is away");
      }
    }
  }

  @Override
  public void close() {
    synchronized (queue) {
      closing = true;
      queue.notifyAll();
    }
    try {
      thread.join(CLOSING_TIME.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    synchronized (queue) {
      changed = true;
    }
    save();
    int left = pending();
    if (left > 0) {
      log.warn("alerts: {} are kept for the next start", left);
    }
  }
}
