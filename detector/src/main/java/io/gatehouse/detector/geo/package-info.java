/**
 * What databases know of an address: its country and its autonomous system. The door is {@link
 * io.gatehouse.detector.geo.GeoIp}.
 */
@NullMarked
package io.gatehouse.detector.geo;

import org.jspecify.annotations.NullMarked;
