package io.gatehouse.alert;

import java.time.Duration;

/**
 * A decision as it travels inside an alert.
 *
 * @param id LAPI's number; 0 before LAPI has stored it
 * @param origin who decided
 * @param type the remediation's word
 * @param scope as on the wire
 * @param value as on the wire
 * @param scenario why
 * @param duration towards LAPI: how long, counted from the alert's {@code stop_at}; from LAPI, and
 *     from what a LAPI has stored: what is left, negative once it is over
 * @param simulated whether bouncers are not to see it
 */
public record AlertDecision(
    long id,
    String origin,
    String type,
    String scope,
    String value,
    String scenario,
    Duration duration,
    boolean simulated) {}
