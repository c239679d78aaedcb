package io.gatehouse.detector.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.net.IpAddress;
import io.gatehouse.testing.MaxMindDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class GeoDatabasesTest {
  private static final Path HUB = Path.of(System.getenv().getOrDefault("GATEHOUSE_HUB", "."));

  @TempDir private Path directory;

  @Test
  void without_files_nothing_is_known() {
    try (GeoDatabases none = GeoDatabases.open(directory)) {
      assertThat(none.knowsCities()).isFalse();
      assertThat(none.knowsSystems()).isFalse();
      assertThat(none.city(IpAddress.parse("192.0.2.1"))).isEmpty();
    }
  }

  @Test
  void a_broken_file_is_left_out() throws Exception {
    Files.writeString(directory.resolve("GeoLite2-City.mmdb"), "no database");

    try (GeoDatabases broken = GeoDatabases.open(directory)) {
      assertThat(broken.knowsCities()).isFalse();
    }
  }

  @Test
  void a_file_that_is_broken_within_gives_less_and_ends_nothing() throws Exception {
    Path file = directory.resolve("GeoLite2-City.mmdb");
    MaxMindDatabase.write(
        file,
        "GeoLite2-City",
        Map.of("198.51.100.0/24", Map.of("country", Map.of("iso_code", "FR"))));
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(4);

    for (int round = 0; round < 200; round++) {
      byte[] broken = whole.clone();
      broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      Files.delete(file); // not written over: the one before is mapped
      Files.write(file, broken);
      try (GeoDatabases found = GeoDatabases.open(directory)) {
        assertThatCode(() -> found.city(IpAddress.parse("198.51.100.1")))
            .as("round %d", round)
            .doesNotThrowAnyException();
      }
    }
  }

  /** MaxMind's own test databases, where a copy of the hub is at hand. */
  @Test
  @EnabledIfEnvironmentVariable(named = "GATEHOUSE_HUB", matches = ".+")
  void reads_databases_of_maxminds_form() {
    IpAddress address = IpAddress.parse("1.0.0.1");
    try (GeoDatabases found = GeoDatabases.open(HUB.resolve("engine-tests/parser"))) {
      assertThat(found.knowsCities()).isTrue();
      assertThat(found.system(address).orElseThrow().number()).isEqualTo(15169);
      assertThat(found.system(address).orElseThrow().network()).isEqualTo("1.0.0.0/24");
      assertThat(GeoRecords.of(found, "asn", "1.0.0.1"))
          .containsEntry("AutonomousSystemNumber", 15169L);
      assertThat(found.city(IpAddress.parse("2.125.160.216")).orElseThrow().country())
          .isEqualTo("GB");
      assertThat(found.city(IpAddress.parse("127.0.0.1"))).isEmpty();
    }
  }
}
