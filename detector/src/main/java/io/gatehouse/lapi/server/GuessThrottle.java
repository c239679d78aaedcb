package io.gatehouse.lapi.server;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows those who guess keys and passwords. Each address (IPv6: /64) has some failures for nothing,
 * which come back with time; after that each answer to a failure is held back, and with several
 * held back nothing more is tried for that address. Nobody is locked out for longer than a moment,
 * because honest clients may share an address with a guesser.
 */
final class GuessThrottle {
  static final Duration HOLD = Duration.ofSeconds(2);

  private static final int FREE_FAILURES = 20;
  private static final Duration REFILL = Duration.ofSeconds(3);
  private static final int HELD_BY_ADDRESS = 4;
  private static final int HELD = 1000;
  private static final int ADDRESSES = 10_000;
  private static final int IPV6_SITE = 64;

  private final InstantSource time;
  private final Map<IpPrefix, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);
  private int held;

  GuessThrottle(InstantSource time) {
    this.time = time;
  }

  private static final class Tally {
    private long sinceMillis;
    private double failures;
    private int held;
  }

  /** Whether nothing is to be tried for this address now. */
  synchronized boolean refuses(IpAddress address) {
    Tally tally = tallies.get(site(address));
    return tally != null && tally.held >= HELD_BY_ADDRESS;
  }

  /**
   * A guess has failed.
   *
   * @return how long to hold the answer back; if not zero, {@link #answered} must follow
   */
  synchronized Duration failed(IpAddress address) {
    Tally tally = tallies.computeIfAbsent(site(address), site -> new Tally());
    forgetOldest();
    long now = time.millis();
    double forgiven = (now - tally.sinceMillis) / (double) REFILL.toMillis();
    tally.failures = Math.max(0, tally.failures - Math.max(0, forgiven)) + 1;
    tally.sinceMillis = now;
    if (tally.failures <= FREE_FAILURES || held >= HELD) {
      return Duration.ZERO;
    }
    tally.held++;
    held++;
    return HOLD;
  }

  /** An answer that was held back has gone out. */
  synchronized void answered(IpAddress address) {
    held--;
    Tally tally = tallies.get(site(address));
    if (tally != null && tally.held > 0) {
      tally.held--;
    }
  }

  private void forgetOldest() {
    IpPrefix oldest = tallies.size() > ADDRESSES ? tallies.keySet().iterator().next() : null;
    remove(oldest);
  }

  private void remove(@Nullable IpPrefix site) {
    if (site != null) {
      tallies.remove(site);
    }
  }

  private static IpPrefix site(IpAddress address) {
    return address.isIpv4() ? IpPrefix.of(address) : IpPrefix.of(address, IPV6_SITE);
  }
}
