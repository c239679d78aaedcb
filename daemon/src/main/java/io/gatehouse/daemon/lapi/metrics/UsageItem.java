package io.gatehouse.daemon.lapi.metrics;

/**
 * One figure that a bouncer reported.
 *
 * @param at the report's own time, in seconds
 * @param name such as {@code dropped}
 * @param unit such as {@code packet}
 * @param origin of the decisions; empty where it was not told
 * @param ipType {@code ipv4} or {@code ipv6}; empty where it was not told
 * @param value truncated to a whole number, as upstream has it
 */
record UsageItem(long at, String name, String unit, String origin, String ipType, long value) {

  /** Upstream's rule: a gauge is a state, not something that happened. */
  boolean isGauge() {
    return name.equals("active_decisions") || name.endsWith("_gauge");
  }
}
