/**
 * The least remediation that does the job, so that people behind a shared address are not locked
 * out with an attacker. The door is {@link RemediationPolicy}, with {@link LeastRemediation} for
 * one {@link PolicyPoint}: it turns a {@link PolicyQuestion} (a decision, the {@link Evidence}
 * about its target, who holds {@link Leases}) into {@link Measure measures}; {@link Explanation}
 * tells an operator why. Pure: no clock, no I/O, no state. Knows neither where decisions are kept
 * nor who enforces them.
 */
@NullMarked
package io.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
