package io.gatehouse.policy;

import java.time.Duration;

/**
 * What one identity (the holder of a pass) may do before it, and not its address, is stopped.
 *
 * @param requests in each {@code per}
 * @param per span in which requests are counted
 * @param burst requests at once
 * @param strikes misdeeds that cost the pass
 * @param window span in which strikes are counted
 */
public record IdentityLimits(int requests, Duration per, int burst, int strikes, Duration window) {
  /** 60 requests in 10 seconds, 120 at once; 5 strikes in 10 minutes. */
  public static final IdentityLimits DEFAULT =
      new IdentityLimits(60, Duration.ofSeconds(10), 120, 5, Duration.ofMinutes(10));
}
