package io.gatehouse.lapi.storage;

import java.time.Instant;

/**
 * What a machine or bouncer reported of its work.
 *
 * @param reporter what it is
 * @param name the machine's or bouncer's
 * @param receivedAt when
 * @param payload as JSON: {@code {"type":…,"metrics":[…]}}
 */
public record UsageReport(Reporter reporter, String name, Instant receivedAt, String payload) {

  /** Who reports usage. */
  public enum Reporter {
    /** A machine, {@code LP} to upstream. */
    LOG_PROCESSOR,
    /** A bouncer, {@code RC} to upstream. */
    REMEDIATION_COMPONENT
  }
}
