package io.gatehouse.alert;

import java.time.Instant;
import java.util.List;

/**
 * One log line's worth of an alert.
 *
 * @param timestamp when it happened
 * @param meta what the parsers found in it
 */
public record AlertEvent(Instant timestamp, List<Meta> meta) {
  public AlertEvent {
    meta = List.copyOf(meta);
  }
}
