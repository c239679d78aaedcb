package io.gatehouse.request;

import io.gatehouse.policy.IdentityLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How the holder of one pass behaves. */
final class Identity {
  private static final int NOT_FOUND_BURST = 20;
  private static final Duration NOT_FOUND_WINDOW = Duration.ofMinutes(1);

  private final Rate rate = new Rate();
  private final Deque<Instant> strikes = new ArrayDeque<>();
  private Instant notFoundSince = Instant.MIN;
  private int notFound;
  private boolean revoked;

  synchronized boolean isRevoked() {
    return revoked;
  }

  synchronized Duration take(Instant now, IdentityLimits limits) {
    return rate.take(now.toEpochMilli(), limits, 1);
  }

  /** Counts a page that does not exist; whether that is one burst more. */
  synchronized boolean noteNotFound(Instant now) {
    if (now.isAfter(notFoundSince.plus(NOT_FOUND_WINDOW))) {
      notFoundSince = now;
      notFound = 0;
    }
    notFound++;
    if (notFound <= NOT_FOUND_BURST) {
      return false;
    }
    notFound = 0;
    return true;
  }

  /** Whether this strike costs the pass; false if it is already lost. */
  synchronized boolean strike(Strike strike, Instant now, IdentityLimits limits) {
    if (revoked) {
      return false;
    }
    while (!strikes.isEmpty() && !strikes.peekFirst().isAfter(now.minus(limits.window()))) {
      strikes.removeFirst();
    }
    for (int i = 0; i < strike.weight(); i++) {
      strikes.addLast(now);
    }
    revoked = strikes.size() >= limits.strikes();
    return revoked;
  }
}
