package io.gatehouse.request;

import io.gatehouse.policy.IdentityLimits;
import java.time.Duration;

/**
 * How often somebody may come: a bucket that fills at a steady rate, kept as the one moment at
 * which it is full again (the generic cell rate algorithm, ITU-T I.371). Not thread-safe.
 */
final class Rate {
  private long fullAtMillis = Long.MIN_VALUE;

  /**
   * Takes one; if there is none, how long until there is.
   *
   * @param share how many people share this rate
   * @return zero if one was taken
   */
  Duration take(long nowMillis, IdentityLimits limits, int share) {
    double each = (double) limits.per().toMillis() / limits.requests() / share;
    long full = Math.max(fullAtMillis, nowMillis);
    long room = nowMillis + (long) (each * limits.burst() * share) - full;
    if (room < each) {
      return Duration.ofMillis(Math.max(1, (long) Math.ceil(each - room)));
    }
    fullAtMillis = full + Math.max(1, Math.round(each));
    return Duration.ZERO;
  }
}
