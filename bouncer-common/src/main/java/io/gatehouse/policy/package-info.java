/**
 * The least remediation that does the job: {@link RemediationPolicy} turns a decision, what is
 * known about its address and what an enforcement point can do into a {@link Measure}. Pure: no
 * clock, no I/O, no state. Without evidence a decision passes through as it is.
 */
@NullMarked
package io.gatehouse.policy;

import org.jspecify.annotations.NullMarked;
