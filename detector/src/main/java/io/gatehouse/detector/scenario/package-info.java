/**
 * CrowdSec's scenarios and the buckets that they fill. The doors are {@link
 * io.gatehouse.detector.scenario.Scenarios} (files, read and checked once), {@link
 * io.gatehouse.detector.scenario.Buckets} (the live state: events in, overflows out) and {@link
 * io.gatehouse.detector.scenario.BucketListener} (who wants to count or explain). Knows events and
 * expressions; neither parsers nor where files come from nor who is told of an overflow.
 *
 * <p>Meaning and words are CrowdSec's (crowdsec:pkg/leakybucket). Where it differs on purpose: a
 * counter that is replayed overflows in the log's own time, a filter that cannot be true for want
 * of a field's value is not evaluated, and everything that grows has a limit ({@link
 * io.gatehouse.detector.scenario.BucketLimits}).
 */
@NullMarked
package io.gatehouse.detector.scenario;

import org.jspecify.annotations.NullMarked;
