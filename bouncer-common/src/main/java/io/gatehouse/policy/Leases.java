package io.gatehouse.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which TCP ports an HTTP enforcer protects, and until when it has said so.
 *
 * @param ends by port, the end of the longest lease
 */
public record Leases(Map<Integer, Instant> ends) {
  /** Nobody protects anything. */
  public static final Leases NONE = new Leases(Map.of());

  /** Copies the map. */
  public Leases {
    ends = Map.copyOf(ends);
  }

  /** Ports that are protected at this moment. */
  public Set<Integer> alive(Instant now) {
    return ends.entrySet().stream()
        .filter(lease -> lease.getValue().isAfter(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
