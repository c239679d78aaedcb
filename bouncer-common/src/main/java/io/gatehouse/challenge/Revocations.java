package io.gatehouse.challenge;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/**
 * Passes that this node takes no more: those that a caller revoked, and those that came from more
 * places in a short time than one visitor does. Bounded; what is forgotten early is a pass that is
 * taken again until it expires. Thread-safe.
 */
final class Revocations {
  private static final int CAPACITY = 100_000;

  private final int mostPlaces;
  private final ExpiringMap<String, Set<IpPrefix>> places;
  private final ExpiringMap<String, Boolean> revoked;

  /**
   * None yet.
   *
   * @param mostPlaces prefixes that one pass may come from within {@code window}
   * @param longest that any pass lives
   */
  Revocations(InstantSource time, int mostPlaces, Duration window, Duration longest) {
    this.mostPlaces = mostPlaces;
    this.places = new ExpiringMap<>(time, window, CAPACITY, gone -> {});
    this.revoked = new ExpiringMap<>(time, longest, CAPACITY, gone -> {});
  }

  synchronized void revoke(Pass pass) {
    revoked.getOrMake(pass.id(), () -> Boolean.TRUE);
  }

  synchronized boolean isRevoked(Pass pass) {
    return revoked.get(pass.id()) != null;
  }

  /** Notes where a pass came from; false, and revoked, if that is one place too many. */
  synchronized boolean admits(Pass pass, IpAddress from) {
    Set<IpPrefix> seen = places.getOrMake(pass.id(), HashSet::new);
    seen.add(TraitTagger.prefix(from));
    if (seen.size() > mostPlaces) {
      revoke(pass);
      return false;
    }
    return true;
  }
}
