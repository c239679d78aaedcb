package io.gatehouse.testing;

import io.gatehouse.lapi.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test advances it, for code that takes an {@link InstantSource} and
 * for one thread that waits by {@link Waiting}. Thread-safe.
 */
public final class ManualTime implements InstantSource, Waiting {
  /** For what another thread is given to come to rest, in real time. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Instant now;
  private @Nullable Instant waitingUntil;
  private boolean woken;

  private ManualTime(Instant start) {
    now = start;
  }

  /** Stands at this instant, such as {@code 2026-01-01T00:00:00Z}. */
  public static ManualTime at(String instant) {
    return new ManualTime(Instant.parse(instant));
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /** Passes this much time; may be negative, as when a clock is set back. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
    notifyAll();
  }

  @Override
  public synchronized void await(Duration time) throws InterruptedException {
    Instant until = now.plus(time);
    waitingUntil = until;
    notifyAll();
    while (!woken && now.isBefore(until)) {
      wait();
    }
    woken = false;
    waitingUntil = null;
  }

  @Override
  public synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** Waits until a thread waits, and tells for how long it is going to. */
  public synchronized Duration awaitWaiter() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (waitingUntil == null || woken || !now.isBefore(waitingUntil)) {
        wait(millisUntil(deadline));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return Duration.between(now, waitingUntil);
  }

  /** Waits until a thread waits, then passes the time that it waits for. */
  public synchronized Duration passWait() {
    Duration wait = awaitWaiter();
    advance(wait);
    return wait;
  }

  private static long millisUntil(long deadline) {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left <= 0) {
      throw new AssertionError("no thread began to wait within " + PATIENCE);
    }
    return left;
  }
}
