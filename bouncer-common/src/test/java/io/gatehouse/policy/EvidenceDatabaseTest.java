package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.net.IpAddress;
import io.gatehouse.testing.MapTexts;
import io.gatehouse.testing.MaxMindDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What databases of networks say, and what broken ones cannot do. */
class EvidenceDatabaseTest {
  private static final String CELLULAR = "198.51.100.7";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, true",
    "2001:db8:5::1, true",
    "198.51.101.7, false",
    "203.0.113.1, false",
    "203.0.113.129, false",
    "192.0.2.1, false"
  })
  void a_cellular_line_is_evidence_of_a_shared_address(String address, boolean shared)
      throws Exception {
    WatchedEvidence evidence = open(Map.of("policy.connection-db", connections().toString()));

    assertThat(sources(evidence, address))
        .isEqualTo(shared ? Set.of(SharedSource.CELLULAR) : Set.of());
  }

  @Test
  void numbers_of_systems_tell_mobile_networks_and_hosters() throws Exception {
    Path systems = directory.resolve("asn.mmdb");
    MaxMindDatabase.write(
        systems,
        "GeoLite2-ASN",
        Map.of(
            "198.51.100.0/24", Map.of("autonomous_system_number", 64496),
            "2001:db8::/32", Map.of("autonomous_system_number", 64497),
            "203.0.113.0/24", Map.of("autonomous_system_organization", "nobody's")));
    Path mobile = Files.writeString(directory.resolve("mobile.txt"), "AS64496\n");
    Path hosting = Files.writeString(directory.resolve("hosting.txt"), "64497\n");

    WatchedEvidence evidence =
        open(
            Map.of(
                "policy.asn-db", systems.toString(),
                "policy.files.asn-mobile", mobile.toString(),
                "policy.files.asn-hosting", hosting.toString()));

    assertThat(sources(evidence, CELLULAR)).containsExactly(SharedSource.MOBILE_AS);
    assertThat(evidence.about(IpAddress.parse("2001:db8::1")).hosting()).isTrue();
    assertThat(evidence.about(IpAddress.parse("203.0.113.1"))).isEqualTo(Evidence.NONE);
  }

  @Test
  void a_database_that_was_cut_off_is_refused_with_its_name() throws Exception {
    byte[] whole = Files.readAllBytes(connections());
    Path cut = directory.resolve("cut.mmdb");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> open(Map.of("policy.connection-db", cut.toString())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(cut + ": is no database");
  }

  /** However it is broken, it is refused or says less; nothing else comes of it. */
  @Test
  void a_broken_database_breaks_nothing_else() throws Exception {
    byte[] whole = Files.readAllBytes(connections());
    Random random = new Random(4);
    for (int length = 0; length < whole.length; length += 7) {
      look(Arrays.copyOf(whole, length), "cut at " + length);
      byte[] broken = whole.clone();
      for (int i = 0; i < 3; i++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      look(broken, "round " + length + " of seed 4");
    }
  }

  private void look(byte[] database, String how) throws Exception {
    Path file = Files.write(directory.resolve("broken.mmdb"), database);
    assertThatCode(
            () -> {
              try {
                WatchedEvidence evidence = open(Map.of("policy.connection-db", file.toString()));
                evidence.about(IpAddress.parse(CELLULAR));
                evidence.about(IpAddress.parse("2001:db8:5::1"));
              } catch (ConfigException refused) {
                assertThat(refused).hasMessageContaining("broken.mmdb");
              }
            })
        .as(how)
        .doesNotThrowAnyException();
  }

  @Test
  void what_was_known_stays_when_the_file_is_replaced_by_a_broken_one() throws Exception {
    Path file = connections();
    WatchedEvidence evidence = open(Map.of("policy.connection-db", file.toString()));

    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
    evidence.refresh();

    assertThat(sources(evidence, CELLULAR)).containsExactly(SharedSource.CELLULAR);
  }

  private Path connections() throws Exception {
    Path file = directory.resolve("connections.mmdb");
    MaxMindDatabase.write(
        file,
        "GeoIP2-Connection-Type",
        Map.of(
            "198.51.100.0/24", Map.of("connection_type", "Cellular"),
            "2001:db8:5::/48", Map.of("connection_type", "Cellular"),
            "198.51.101.0/24", Map.of("connection_type", "Cable/DSL"),
            "203.0.113.0/25", Map.of("connection_type", 1),
            "203.0.113.128/25", Map.of("other", "Cellular")));
    return file;
  }

  private static WatchedEvidence open(Map<String, String> settings) throws ConfigException {
    return WatchedEvidence.open(EvidenceFiles.read(new MapTexts(settings), "policy."));
  }

  private static Set<SharedSource> sources(WatchedEvidence evidence, String address) {
    return evidence.about(IpAddress.parse(address)).sources();
  }
}
