package io.gatehouse.lapi.machine;

import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.lapi.Waiting;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells a LAPI that a machine lives, on a thread of its own: at once with the scenarios that it
 * runs, then each minute. A LAPI that is away is told as soon as it is back.
 */
public final class Heartbeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

  /** As upstream's; cscli holds a machine silent for two minutes to be dead. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Duration CLOSING_TIME = Duration.ofSeconds(5);

  private final LapiMachine machine;
  private final List<String> scenarios;
  private final Waiting waiting;
  private final Thread thread = new Thread(this::run, "heartbeat");
  private int failures; // the thread only
  private volatile boolean closing;

  private Heartbeat(LapiMachine machine, List<String> scenarios, Waiting waiting) {
    this.machine = machine;
    this.scenarios = List.copyOf(scenarios);
    this.waiting = waiting;
    thread.setDaemon(true);
  }

  /**
   * Begins.
   *
   * @param machine stays the caller's to close: before this, to end a call that hangs
   * @param scenarios what the machine runs
   */
  public static Heartbeat of(LapiMachine machine, List<String> scenarios) {
    return of(machine, scenarios, Waiting.inRealTime());
  }

  static Heartbeat of(LapiMachine machine, List<String> scenarios, Waiting waiting) {
    Heartbeat heartbeat = new Heartbeat(machine, scenarios, waiting);
    heartbeat.thread.start();
    return heartbeat;
  }

  private void run() {
    try {
      attempt(() -> machine.logIn(scenarios)); // what it failed to say, the next login says
      while (!closing) {
        attempt(machine::heartbeat);
        waiting.await(INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells a LAPI something. */
  private interface Telling {
    void tell() throws LapiException;
  }

  private void attempt(Telling telling) {
    try {
      telling.tell();
      if (failures > 0) {
        log.info("heartbeat: {} hears of this machine again", machine.display());
      }
      failures = 0;
    } catch (LapiException e) {
      failed(e);
    }
  }

  private void failed(LapiException e) {
    if (e.kind() == Kind.CLOSED) {
      return;
    }
    failures++;
    log.atLevel(failures == 1 ? Level.WARN : Level.DEBUG).log("heartbeat: {}", e.getMessage());
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** Ends; the LAPI is told nothing. */
  @Override
  public void close() {
    closing = true;
    waiting.wake();
    try {
      thread.join(CLOSING_TIME.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
