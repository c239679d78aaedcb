package io.gatehouse.lapi;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How a loop's thread waits for time to pass or for another thread; a seam for tests. */
public interface Waiting {

  /**
   * Returns once the time has passed, or at once if {@link #wake} was called since the last wait
   * ended.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  void await(Duration time) throws InterruptedException;

  /** Ends the present wait, or the next one if there is none. From any thread. */
  void wake();

  /** Waits in real time. */
  static Waiting inRealTime() {
    return new Waiting() {
      private final Semaphore woken = new Semaphore(0);

      @Override
      @SuppressWarnings("ReturnValueIgnored") // why it ended makes no difference
      public void await(Duration time) throws InterruptedException {
        boolean unused = woken.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
        woken.drainPermits();
      }

      @Override
      public void wake() {
        woken.release();
      }
    };
  }
}
