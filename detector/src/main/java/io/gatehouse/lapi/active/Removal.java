package io.gatehouse.lapi.active;

import java.time.Instant;

/**
 * That a decision is over, by hand or by time.
 *
 * @param id the decision's row
 * @param until when it ended: its own end, or the moment of its deletion
 */
public record Removal(long id, Instant until) {}
