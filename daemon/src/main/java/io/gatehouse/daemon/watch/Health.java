package io.gatehouse.daemon.watch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether the firewall does its work.
 *
 * @param isGood whether it does; false answers 503
 * @param details by name, in the order to show them; no secrets
 */
public record Health(boolean isGood, Map<String, String> details) {

  /** Copies the details. */
  public Health {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
