package io.gatehouse.detector.parse;

import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.detector.helper.World;

/**
 * What parsers use beside the event.
 *
 * @param world for helper functions, and the clock
 * @param geo for {@code GeoIpCity}, {@code GeoIpASN} and {@code IpToRange}
 * @param names for {@code reverse_dns}
 * @param stashes what {@code stash} puts values into; the world's {@code GetFromStash} should read
 *     the same
 */
public record ParserContext(World world, GeoIp geo, ReverseNames names, Stashes stashes) {}
