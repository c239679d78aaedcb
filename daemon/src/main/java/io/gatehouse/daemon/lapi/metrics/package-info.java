/**
 * What a LAPI and a detector tell of their work, gathered for an operator: {@link PrometheusText}
 * reads a scrape, {@link ScrapeFigures} picks from it, {@link UsageTally} adds up what bouncers
 * report, and a {@link Sheet} shows the {@link Figures} of either. Knows no verb and asks nobody.
 */
@NullMarked
package io.gatehouse.daemon.lapi.metrics;

import org.jspecify.annotations.NullMarked;
