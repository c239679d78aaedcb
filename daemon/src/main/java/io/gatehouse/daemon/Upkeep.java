package io.gatehouse.daemon;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does small things again and again, on three threads, so that neither one that waits for DNS nor
 * one that waits for a LAPI holds the others up.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          3,
          work -> {
            Thread thread = new Thread(work, "upkeep");
            thread.setDaemon(true);
            return thread;
          });

  /** Does this again and again, beginning after one interval. */
  void every(Duration interval, Runnable work) {
    var unused =
        threads.scheduleWithFixedDelay(
            () -> doSafely(work), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A scheduled job that throws is never run again, and nobody is told. */
  private static void doSafely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("an error in the program; going on", e);
    } catch (Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
