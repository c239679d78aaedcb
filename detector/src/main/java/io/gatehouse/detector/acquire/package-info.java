/**
 * Where log lines come from. {@link io.gatehouse.detector.acquire.Acquisitions} reads {@code
 * acquis.yaml} and data source names, {@link io.gatehouse.detector.acquire.Discovery} looks for
 * what a host has; {@link io.gatehouse.detector.acquire.DataSources} reads them all in one thread
 * and hands out {@link io.gatehouse.detector.acquire.LineBatch}es. What was acknowledged is
 * remembered over a restart. Knows events, and no parser.
 */
@NullMarked
package io.gatehouse.detector.acquire;

import org.jspecify.annotations.NullMarked;
