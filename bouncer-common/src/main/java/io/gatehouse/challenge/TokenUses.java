package io.gatehouse.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Which challenge tokens were answered. A token is good for one success and a few failures, one
 * attempt at a time. It is bounded: where more are answered than it holds, the oldest is forgotten
 * and with it every token that was issued no later is refused, so that none can be used twice.
 * Thread-safe.
 */
final class TokenUses {
  private final int mostAttempts;
  private final ExpiringMap<String, Use> uses;
  private Instant refusedUpTo = Instant.MIN;

  private static final class Use {
    private final Instant issued;
    private int attempts;
    private boolean closed;

    private Use(Instant issued) {
      this.issued = issued;
    }
  }

  TokenUses(InstantSource time, Duration lifetime, int capacity, int mostAttempts) {
    this.mostAttempts = mostAttempts;
    this.uses = new ExpiringMap<>(time, lifetime, capacity, this::forget);
  }

  /** Called while the map is changed, with the lock held. */
  private void forget(Use use) {
    if (use.issued.isAfter(refusedUpTo)) {
      refusedUpTo = use.issued;
    }
  }

  /** Begins an attempt; false if the token was used, is being used or has failed too often. */
  synchronized boolean claim(ChallengeToken token) {
    if (uses.get(token.nonce()) == null && !token.issued().isAfter(refusedUpTo)) {
      return false;
    }
    Use use = uses.getOrMake(token.nonce(), () -> new Use(token.issued()));
    if (use.closed || use.attempts >= mostAttempts) {
      return false;
    }
    use.attempts++;
    use.closed = true;
    return true;
  }

  /** Ends an attempt that failed, so that another may begin. */
  synchronized void release(ChallengeToken token) {
    Use use = uses.get(token.nonce());
    if (use != null) {
      use.closed = false;
    }
  }
}
