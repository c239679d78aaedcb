package io.gatehouse.policy;

import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import java.util.List;

/**
 * The country and the autonomous system of an address, which decisions may be about. Any thread.
 */
@FunctionalInterface
public interface GeoIp {
  /** Knows nothing. */
  GeoIp NONE = address -> List.of();

  /** What the address is part of, as far as is known; no prefixes. */
  List<Target> targetsOf(IpAddress address);
}
