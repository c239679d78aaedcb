/**
 * What goes through the detector: an {@link io.gatehouse.detector.event.Event} is one log line with
 * all that parsers find in it, or an {@link io.gatehouse.detector.event.Overflow} of a bucket.
 * Names and meaning are CrowdSec's (crowdsec:pkg/pipeline/event.go), because expressions of the hub
 * use them; {@link io.gatehouse.detector.event.EventTypes} is how expressions see them. Knows
 * neither parsers nor scenarios.
 */
@NullMarked
package io.gatehouse.detector.event;

import org.jspecify.annotations.NullMarked;
