package io.gatehouse.detector.geo;

import io.gatehouse.net.IpAddress;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers of {@link GeoIp} as expressions read them: with the field names of MaxMind's Go types.
 */
public final class GeoRecords {
  private GeoRecords() {}

  /**
   * A record, for {@code GeoIPEnrich} and its likes.
   *
   * @param kind {@code city}, {@code asn} or {@code range}
   * @return null if nothing is known of the address
   */
  public static @Nullable Map<String, Object> of(GeoIp geo, String kind, String address) {
    Optional<IpAddress> parsed = IpAddress.tryParse(address);
    return switch (kind) {
      case "city" -> parsed.flatMap(geo::city).map(GeoRecords::city).orElse(null);
      case "asn" -> parsed.flatMap(geo::system).map(GeoRecords::system).orElse(null);
      case "range" -> parsed.flatMap(geo::system).map(GeoRecords::range).orElse(null);
      default -> null;
    };
  }

  private static Map<String, Object> city(GeoIp.City city) {
    return Map.of(
        "Country",
        Map.of("IsoCode", city.country(), "IsInEuropeanUnion", city.inEuropeanUnion()),
        "Location",
        Map.of("Latitude", city.latitude(), "Longitude", city.longitude()));
  }

  private static Map<String, Object> system(GeoIp.AutonomousSystem system) {
    return Map.of(
        "AutonomousSystemNumber", system.number(),
        "AutonomousSystemOrganization", system.organisation());
  }

  private static Map<String, Object> range(GeoIp.AutonomousSystem system) {
    return Map.of("Network", system.network());
  }
}
