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
 * @param duration how long, counted from the alert's {@code stop_at}; only in what was read from a
 *     LAPI's answer it is what was left then, negative once it was over
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
