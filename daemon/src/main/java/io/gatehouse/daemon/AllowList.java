package io.gatehouse.daemon;

import io.gatehouse.daemon.settings.GuardSettings;
import io.gatehouse.enforce.GuardSources;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whom nothing is decided about. Host names are resolved when they are asked for, once a minute at
 * most; one that cannot be resolved keeps the addresses it had. Thread-safe.
 */
final class AllowList implements Predicate<IpPrefix> {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final GuardSources sources;
  private final InstantSource time;
  private List<IpPrefix> allowed = List.of();
  private Instant nextLook = Instant.MIN;

  AllowList(GuardSettings settings, InstantSource time) {
    this.sources = new GuardSources(settings.prefixes(), settings.hostNames());
    this.time = time;
  }

  @Override
  public synchronized boolean test(IpPrefix about) {
    Instant now = time.instant();
    if (!now.isBefore(nextLook)) {
      allowed = sources.allowed();
      nextLook = now.plus(FRESH);
    }
    return allowed.stream().anyMatch(prefix -> prefix.contains(about));
  }
}
