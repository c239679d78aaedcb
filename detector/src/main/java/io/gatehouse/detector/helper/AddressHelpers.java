package io.gatehouse.detector.helper;

import static io.gatehouse.detector.expr.Type.FLOAT;
import static io.gatehouse.detector.expr.Type.STRING;
import static io.gatehouse.detector.helper.Arguments.text;

import io.gatehouse.detector.expr.EvaluationException;
import io.gatehouse.detector.expr.Function;
import io.gatehouse.detector.expr.Type;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Helpers on addresses and places. */
final class AddressHelpers {
  private static final double EARTH_KILOMETRES = 6371;

  private AddressHelpers() {}

  static List<Function> of(World world) {
    KnownPrefixes prefixes = new KnownPrefixes();
    LastAddress addresses = new LastAddress();
    return List.of(
        Function.test2(
            "IpInRange", (address, range) -> inRange(addresses, prefixes, address, range)),
        Function.test("IsIP", text -> addresses.get(text) != null),
        Function.test("IsIPV4", text -> isOf(addresses.get(text), true)),
        Function.test("IsIPV6", text -> isOf(addresses.get(text), false)),
        Function.text2("IpToRange", AddressHelpers::toRange),
        Function.worldly(
            "LookupHost",
            Type.listOf(STRING),
            List.of(STRING),
            (e, a) -> lookup(world, text(a, 0))),
        Function.of(
            "Distance",
            FLOAT,
            List.of(STRING, STRING, STRING, STRING),
            (e, a) -> distance(text(a, 0), text(a, 1), text(a, 2), text(a, 3))),
        geo("GeoIPEnrich", "city", world),
        geo("GeoIPASNEnrich", "asn", world),
        geo("GeoIPRangeEnrich", "range", world),
        Function.worldly(
            "IPToCountry",
            STRING,
            List.of(STRING),
            (e, a) -> country(world.geo("city", text(a, 0)))));
  }

  /** False where either is none. */
  private static boolean inRange(
      LastAddress addresses, KnownPrefixes prefixes, String address, String range) {
    IpAddress ip = addresses.get(address);
    if (ip == null || range.indexOf('/') <= 0) {
      return false;
    }
    IpPrefix prefix = prefixes.get(range).orElse(null);
    return prefix != null && prefix.contains(ip);
  }

  private static boolean isOf(@Nullable IpAddress ip, boolean ipv4) {
    return ip != null && ip.isIpv4() == ipv4;
  }

  /** {@code /24} or {@code 24} bits of an address; "" where that is no prefix. */
  private static String toRange(String address, String bits) {
    String digits = bits.startsWith("/") ? bits.substring(1) : bits;
    Optional<IpAddress> ip = IpAddress.tryParse(address);
    if (ip.isEmpty() || !digits.matches("[0-9]{1,3}")) {
      return "";
    }
    int length = Integer.parseInt(digits);
    if (length > ip.get().width()) {
      return "";
    }
    IpPrefix prefix = IpPrefix.of(ip.get(), length);
    return prefix.first() + "/" + length;
  }

  private static List<String> lookup(World world, String host) {
    return world.addresses(host).stream().map(InetAddress::getHostAddress).toList();
  }

  private static Function geo(String name, String kind, World world) {
    return Function.worldly(
        name, Type.map(), List.of(STRING), (e, a) -> world.geo(kind, text(a, 0)));
  }

  private static String country(@Nullable Map<String, Object> city) {
    return city != null
            && city.get("Country") instanceof Map<?, ?> country
            && country.get("IsoCode") instanceof String code
        ? code
        : "";
  }

  /** Along a great circle, by the haversine formula; nothing from or to 0, 0, which is nowhere. */
  private static double distance(String lat1, String long1, String lat2, String long2)
      throws EvaluationException {
    double fromLatitude = degrees(lat1);
    double fromLongitude = degrees(long1);
    double toLatitude = degrees(lat2);
    double toLongitude = degrees(long2);
    if ((fromLatitude == 0 && fromLongitude == 0) || (toLatitude == 0 && toLongitude == 0)) {
      return 0;
    }
    double north = Math.sin(Math.toRadians(toLatitude - fromLatitude) / 2);
    double east = Math.sin(Math.toRadians(toLongitude - fromLongitude) / 2);
    double chord =
        north * north
            + Math.cos(Math.toRadians(fromLatitude))
                * Math.cos(Math.toRadians(toLatitude))
                * east
                * east;
    return 2 * EARTH_KILOMETRES * Math.asin(Math.min(1, Math.sqrt(chord)));
  }

  private static double degrees(String text) throws EvaluationException {
    if (text.matches("[-+]?[0-9]{1,3}(\\.[0-9]{0,20})?")) {
      return Double.parseDouble(text);
    }
    throw new EvaluationException("Distance() wants degrees, got " + Arguments.shown(text));
  }
}
