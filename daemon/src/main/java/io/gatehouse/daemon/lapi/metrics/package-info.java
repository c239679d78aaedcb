/**
 * What a LAPI tells of its work, gathered for an operator: {@link PrometheusText} reads a scrape,
 * {@link UsageTally} adds up what bouncers report, and both become {@link Sheet}s. Knows no verb
 * and asks nobody.
 */
@NullMarked
package io.gatehouse.daemon.lapi.metrics;

import org.jspecify.annotations.NullMarked;
