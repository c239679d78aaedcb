package io.gatehouse.lapi.server;

import io.gatehouse.lapi.storage.FlushRules;
import io.gatehouse.lapi.storage.Flushed;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What must be done again and again: end decisions, write down who asked, delete what is old. */
final class Upkeep implements AutoCloseable {
  private static final long TOUCH_SECONDS = 3;
  private static final long FLUSH_SECONDS = 60;

  private final LapiDatabase database;
  private final BouncerRegistry bouncers;
  private final MachineRegistry machines;
  private final FlushRules rules;
  private final SlowClients slow;
  private final FailureLog failures = new FailureLog();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "lapi-upkeep");
            thread.setDaemon(true);
            return thread;
          });

  Upkeep(
      LapiDatabase database,
      BouncerRegistry bouncers,
      MachineRegistry machines,
      FlushRules rules,
      SlowClients slow) {
    this.database = database;
    this.bouncers = bouncers;
    this.machines = machines;
    this.rules = rules;
    this.slow = slow;
  }

  /** Work on the database. */
  @FunctionalInterface
  private interface Work {
    void run() throws StorageException;
  }

  void start() {
    every(1, "watching slow clients", slow::sweep);
    every(1, "ending decisions", () -> database.decisions().sweep());
    every(TOUCH_SECONDS, "noting who asked", this::writeTouches);
    every(FLUSH_SECONDS, "deleting old rows", this::flush);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // an attempt ends in no exception
  private void every(long seconds, String what, Work work) {
    threads.scheduleWithFixedDelay(() -> attempt(what, work), seconds, seconds, TimeUnit.SECONDS);
  }

  /** The top of the thread's loop: an exception here would end the work for ever. */
  @SuppressWarnings("CatchingUnchecked")
  private void attempt(String what, Work work) {
    try {
      work.run();
      failures.succeeded();
    } catch (Exception e) {
      failures.failed(what, e);
    }
  }

  private void writeTouches() throws StorageException {
    bouncers.writePulls();
    machines.writeHeartbeats();
  }

  private void flush() throws StorageException {
    Flushed flushed = database.flush(rules);
    if (flushed.bouncers() > 0) {
      bouncers.reload();
    }
    if (flushed.machines() > 0) {
      machines.reload();
    }
  }

  /** Writes down what is still to be noted, and ends. */
  @Override
  public void close() {
    threads.shutdownNow();
    attempt("noting who asked", this::writeTouches);
  }
}
