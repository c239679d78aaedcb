package io.gatehouse.challenge;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How many answers an address may send in a minute; an IPv6 address counts with its 64-bit prefix.
 * Thread-safe.
 */
final class AttemptLimit {
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final int CAPACITY = 100_000;
  private static final int IPV6_SUBSCRIBER = 64;

  private final int most;
  private final ExpiringMap<IpPrefix, int[]> counts;

  AttemptLimit(InstantSource time, int most) {
    this.most = most;
    this.counts = new ExpiringMap<>(time, WINDOW, CAPACITY, gone -> {});
  }

  /** Counts one; false if it is one too many. */
  synchronized boolean admits(Visit visit) {
    int[] count = counts.getOrMake(key(visit), () -> new int[1]);
    count[0] = Math.min(count[0] + 1, most + 1);
    return count[0] <= most;
  }

  static IpPrefix key(Visit visit) {
    IpAddress address = visit.address();
    return IpPrefix.of(address, address.isIpv4() ? address.width() : IPV6_SUBSCRIBER);
  }
}
