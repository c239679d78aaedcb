package io.gatehouse.lapi;

import io.gatehouse.decision.DecisionSink.Pull;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the next pull asks for. Everything at first, about every hour, after a gap in which
 * the LAPI may have dropped its record of what ended, and whenever an answer may have been lost on
 * the way; what has changed otherwise. Not thread-safe.
 */
final class PullSchedule {
  /** A part of the interval, so that bouncers that started together drift apart. */
  private static final int JITTER_DIVISOR = 10;

  private static final Duration LONGEST_GAP = Duration.ofMinutes(10);

  private final Duration resyncInterval;
  private final RandomGenerator random;
  private @Nullable Instant lastSuccess;
  private Instant resyncAt = Instant.MIN;
  private boolean fullIsDue = true;

  /** Everything again about this often. */
  PullSchedule(Duration resyncInterval, RandomGenerator random) {
    this.resyncInterval = resyncInterval;
    this.random = random;
  }

  Pull next(Instant now) {
    return fullIsDue || !now.isBefore(resyncAt) || isGap(now) ? Pull.FULL : Pull.DELTA;
  }

  /** A clock that was set back or forward is a gap too: what was held ends at wrong times. */
  private boolean isGap(Instant now) {
    return lastSuccess == null
        || Duration.between(lastSuccess, now).abs().compareTo(LONGEST_GAP) > 0;
  }

  void requestFull() {
    fullIsDue = true;
  }

  void succeeded(PullSummary summary, Instant now) {
    lastSuccess = now;
    fullIsDue = summary.isDoubtful();
    if (summary.pull() == Pull.FULL) {
      long most = resyncInterval.toMillis() / JITTER_DIVISOR;
      resyncAt = now.plus(resyncInterval).plusMillis(random.nextLong(-most, most + 1));
    }
  }

  /** A full pull that failed stays due. */
  void failed(Pull pull, LapiException failure) {
    fullIsDue = fullIsDue || pull == Pull.FULL || failure.mayHaveLostDecisions();
  }
}
