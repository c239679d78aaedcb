/**
 * Tests of hub items: a log is replayed through the items that a test names, and expressions say
 * what must come of it (crowdsec:pkg/hubtest). The door is {@link
 * io.gatehouse.detector.hubtest.HubTests}. A run has a clock of its own, at a fixed instant, and
 * its GeoIP answers come from a file; it needs neither network nor database.
 */
@NullMarked
package io.gatehouse.detector.hubtest;

import org.jspecify.annotations.NullMarked;
