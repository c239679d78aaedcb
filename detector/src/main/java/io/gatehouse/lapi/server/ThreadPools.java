package io.gatehouse.lapi.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that work for requests. What is slow has threads and a bounded queue of its own, so
 * that neither a waiting database nor a flood of logins keeps bouncers from their decisions.
 */
final class ThreadPools implements AutoCloseable {
  /** Hashing takes a core: two at a time leave others something on any host. */
  private static final int PASSWORD_THREADS = 2;

  private static final int PASSWORD_QUEUE = 32;
  private static final int STORAGE_THREADS = 16;
  private static final int STORAGE_QUEUE = 1024;

  private static final int FIRST_PULL_QUEUE = 10_000;

  /**
   * A storm of first pulls goes one after the other, so that it does not take every core from polls
   * and writes. Each bouncer has its turn: one that asks again and again keeps only itself waiting.
   */
  private final ThreadPoolExecutor firstPull = pool("lapi-first-pull", 1, FIRST_PULL_QUEUE);

  private final RoundRobin<Object> firstPulls = new RoundRobin<>(firstPull);

  private final ThreadPoolExecutor storage = pool("lapi-storage", STORAGE_THREADS, STORAGE_QUEUE);
  private final ThreadPoolExecutor password =
      pool("lapi-password", PASSWORD_THREADS, PASSWORD_QUEUE);

  private static ThreadPoolExecutor pool(String name, int threads, int queue) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            work -> {
              Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /**
   * Does the work in its pool: at once, or by another thread.
   *
   * @param asker whom it is for; first pulls are done in turns
   * @throws RefusedException if too much waits there already
   */
  void run(Route.Pool pool, Object asker, Runnable work) throws RefusedException {
    try {
      switch (pool) {
        case MEMORY -> work.run();
        case FIRST_PULL -> firstPulls.execute(asker, work);
        case STORAGE -> storage.execute(work);
        case PASSWORD -> password.execute(work);
      }
    } catch (RejectedExecutionException e) {
      throw RefusedException.busy("too many requests wait already; try again");
    }
  }

  /** Ends when what runs has ended, or after a while without it. */
  @Override
  public void close() {
    firstPull.shutdown();
    storage.shutdown();
    password.shutdown();
    try {
      storage.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    firstPull.shutdownNow();
    storage.shutdownNow();
    password.shutdownNow();
  }
}
