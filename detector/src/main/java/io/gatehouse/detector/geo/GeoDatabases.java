package io.gatehouse.detector.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.Reader;
import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases of MaxMind's form that an operator has put into the data directory: {@code
 * GeoLite2-City.mmdb} and {@code GeoLite2-ASN.mmdb}. One that is not there is no error. Their
 * reader meets what is broken in a file with exceptions of many kinds, unchecked ones among them:
 * here each means that the file, or the record, is none.
 */
public final class GeoDatabases implements GeoIp, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GeoDatabases.class);
  private static final String CITIES = "GeoLite2-City.mmdb";
  private static final String SYSTEMS = "GeoLite2-ASN.mmdb";

  private final @Nullable Reader cities;
  private final @Nullable Reader systems;

  private GeoDatabases(@Nullable Reader cities, @Nullable Reader systems) {
    this.cities = cities;
    this.systems = systems;
  }

  /** Opens what is in a directory; a file that cannot be read is told in the log and left out. */
  public static GeoDatabases open(Path directory) {
    return new GeoDatabases(reader(directory.resolve(CITIES)), reader(directory.resolve(SYSTEMS)));
  }

  private static @Nullable Reader reader(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return new Reader(file.toFile(), new CHMCache());
    } catch (IOException | RuntimeException e) {
      log.error(
          "{} is no GeoIP database ({}); addresses get no place from it; download it anew",
          file,
          e.getMessage());
      return null;
    }
  }

  @Override
  public boolean knowsCities() {
    return cities != null;
  }

  @Override
  public boolean knowsSystems() {
    return systems != null;
  }

  @Override
  public Optional<City> city(IpAddress address) {
    return find(cities, address).map(found -> city(fields(found.data())));
  }

  private static City city(Map<?, ?> data) {
    Map<?, ?> country = fields(data.get("country"));
    for (String other : new String[] {"registered_country", "represented_country"}) {
      country = country.containsKey("iso_code") ? country : fields(data.get(other));
    }
    Map<?, ?> location = fields(data.get("location"));
    return new City(
        text(country.get("iso_code")),
        Boolean.TRUE.equals(country.get("is_in_european_union")),
        number(location.get("latitude")).doubleValue(),
        number(location.get("longitude")).doubleValue());
  }

  @Override
  public Optional<AutonomousSystem> system(IpAddress address) {
    return find(systems, address)
        .map(
            found -> {
              Map<?, ?> data = fields(found.data());
              return new AutonomousSystem(
                  number(data.get("autonomous_system_number")).longValue(),
                  text(data.get("autonomous_system_organization")),
                  found.network().toString());
            });
  }

  private static Optional<DatabaseRecord<Map<?, ?>>> find(
      @Nullable Reader reader, IpAddress address) {
    if (reader == null) {
      return Optional.empty();
    }
    try {
      @SuppressWarnings({"unchecked", "rawtypes"}) // what comes out is looked at field by field
      DatabaseRecord<Map<?, ?>> found =
          (DatabaseRecord) reader.getRecord(InetAddress.getByAddress(address.toBytes()), Map.class);
      return Optional.of(found).filter(it -> it.data() != null);
    } catch (IOException | RuntimeException e) {
      log.debug("{} has no place: {}", address, e.getMessage());
      return Optional.empty();
    }
  }

  private static Map<?, ?> fields(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static Number number(@Nullable Object value) {
    return value instanceof Number number ? number : 0;
  }

  @Override
  public void close() {
    for (Reader reader : new Reader[] {cities, systems}) {
      try {
        if (reader != null) {
          reader.close();
        }
      } catch (IOException e) {
        log.debug("a database was not closed: {}", e.getMessage());
      }
    }
  }
}
