package io.gatehouse.lapi.active;

/**
 * A line of the gauge {@code cs_active_decisions}.
 *
 * @param reason the decisions' scenario
 * @param origin who decided
 * @param action the remediation's word
 * @param count how many are live
 */
public record ActiveCount(String reason, String origin, String action, long count) {

  ActiveCount of(long newCount) {
    return new ActiveCount(reason, origin, action, newCount);
  }
}
