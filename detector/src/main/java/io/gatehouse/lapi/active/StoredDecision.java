package io.gatehouse.lapi.active;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the database holds it; exists at the border only.
 *
 * @param id the row's number
 * @param origin who decided
 * @param type the remediation's word, as sent
 * @param scope canonical where it is one of CrowdSec's own, else as sent
 * @param value as sent
 * @param scenario why
 * @param simulated whether bouncers are not to see it
 * @param uuid its other name; null for decisions of a list
 * @param until when it ends, to the millisecond
 */
public record StoredDecision(
    long id,
    String origin,
    String type,
    String scope,
    String value,
    String scenario,
    boolean simulated,
    @Nullable UUID uuid,
    Instant until) {}
