package io.gatehouse.detector.hubtest;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * GeoIP answers from a file instead of MaxMind's databases, which nobody may ship: sets of entries,
 * each a prefix and what is known of the addresses in it. Upstream runs its tests with a database
 * of its own where a test brings its own {@code geoip-enrich}, and with MaxMind's elsewhere, hence
 * two sets.
 */
final class GeoFixture {
  static final String FILE = "geoip-fixture.json";

  private static final String OWN_PARSER = "geoip-enrich.yaml";

  private final Map<String, List<Entry>> sets;

  private GeoFixture(Map<String, List<Entry>> sets) {
    this.sets = sets;
  }

  /** What is known of the addresses of a prefix; an AS number of 0 is none. */
  record Entry(
      IpPrefix prefix,
      String country,
      boolean inEu,
      double latitude,
      double longitude,
      long asNumber,
      String asName,
      @Nullable String range) {}

  /**
   * Reads a hub's file; no answers where there is none.
   *
   * @throws HubTestException if it is there and is something else
   */
  static GeoFixture read(Path hub) throws HubTestException {
    Path file = hub.resolve(FILE);
    Map<String, List<Entry>> sets = new HashMap<>();
    if (Files.exists(file)) {
      try {
        // JSON is YAML, and this file is small.
        Object root =
            new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        ((Map<?, ?>) root).forEach((name, set) -> sets.put(String.valueOf(name), entries(set)));
      } catch (IOException | YAMLException | ClassCastException | IllegalArgumentException e) {
        throw new HubTestException(file + ": is no list of GeoIP answers: " + e.getMessage());
      }
    }
    return new GeoFixture(sets);
  }

  private static List<Entry> entries(Object set) {
    List<Entry> entries = new ArrayList<>();
    for (Object item : set instanceof List<?> list ? list : List.of()) {
      Map<?, ?> fields = (Map<?, ?>) item;
      Object range = fields.get("range");
      entries.add(
          new Entry(
              IpPrefix.parse(text(fields, "cidr")),
              text(fields, "iso"),
              Boolean.TRUE.equals(fields.get("in_eu")),
              number(fields, "lat").doubleValue(),
              number(fields, "lon").doubleValue(),
              number(fields, "asn").longValue(),
              text(fields, "org"),
              range == null ? null : range.toString()));
    }
    return List.copyOf(entries);
  }

  private static String text(Map<?, ?> fields, String key) {
    Object value = fields.get(key);
    return value == null ? "" : value.toString();
  }

  private static Number number(Map<?, ?> fields, String key) {
    return fields.get(key) instanceof Number number ? number : 0;
  }

  /** The answers for a test. */
  List<Entry> answersFor(TestConfig config) {
    boolean own =
        config.parsers().stream()
            .anyMatch(name -> name.contains(".tests/") && name.endsWith(OWN_PARSER));
    return sets.getOrDefault(own ? "crowdsec-test" : "default", List.of());
  }

  /** What is known of an address. */
  static Optional<Entry> of(List<Entry> entries, String address) {
    Optional<IpAddress> ip = IpAddress.tryParse(address);
    return entries.stream()
        .filter(entry -> ip.filter(entry.prefix()::contains).isPresent())
        .findFirst();
  }
}
