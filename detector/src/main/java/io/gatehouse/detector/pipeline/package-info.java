/**
 * From a line to an alert. A {@link io.gatehouse.detector.pipeline.Pipeline} takes lines in, leads
 * each through parsers, scenarios and postoverflows on one thread, and gives what comes of it to an
 * {@link io.gatehouse.detector.pipeline.AlertOutlet}. {@link io.gatehouse.detector.pipeline.Rules}
 * are what is installed, loaded. Knows neither where lines come from nor what is decided about an
 * alert.
 */
@NullMarked
package io.gatehouse.detector.pipeline;

import org.jspecify.annotations.NullMarked;
