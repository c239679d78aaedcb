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
  private static final Duration RESYNC = Duration.ofHours(1);

  /** A tenth of an hour, so that bouncers that started together drift apart. */
  private static final Duration JITTER = Duration.ofMinutes(6);

  private static final Duration LONGEST_GAP = Duration.ofMinutes(10);

  private final RandomGenerator random;
  private @Nullable Instant lastSuccess;
  private Instant resyncAt = Instant.MIN;
  private boolean fullIsDue = true;

  PullSchedule(RandomGenerator random) {
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
    fullIsDue = summary.isDoubtful() && summary.pull() == Pull.DELTA;
    if (summary.pull() == Pull.FULL) {
      long jitter = random.nextLong(-JITTER.toMillis(), JITTER.toMillis() + 1);
      resyncAt = now.plus(RESYNC).plusMillis(jitter);
    }
  }

  /** A full pull that failed stays due. */
  void failed(Pull pull, LapiException failure) {
    fullIsDue = fullIsDue || pull == Pull.FULL || failure.mayHaveLostDecisions();
  }
}
