package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigException;
import io.gatehouse.net.IpAddress;
import io.gatehouse.testing.MapTexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class WatchedEvidenceTest {
  private static final Path DATABASES =
      Path.of(System.getenv().getOrDefault("GATEHOUSE_HUB", "."), "engine-tests", "parser");

  @TempDir private Path directory;

  @Test
  void an_operators_list_says_who_shares_an_address() throws Exception {
    write("shared.txt", "# offices\n198.51.100.0/24  # Lyon\n\n2001:db8::/48\n192.0.2.7\n");

    WatchedEvidence evidence = open(Map.of("policy.files.shared", path("shared.txt")));

    assertThat(sources(evidence, "198.51.100.77")).containsExactly(SharedSource.OPERATOR);
    assertThat(sources(evidence, "2001:db8::1")).containsExactly(SharedSource.OPERATOR);
    assertThat(sources(evidence, "192.0.2.7")).containsExactly(SharedSource.OPERATOR);
    assertThat(evidence.about(IpAddress.parse("192.0.2.8"))).isEqualTo(Evidence.NONE);
  }

  @Test
  void a_relays_list_and_a_geofeed_are_read_as_they_are_published() throws Exception {
    write("relay.csv", "192.0.2.0/27,US,US-CA,LOSANGELES,\n2001:db8:1::/64,FR,FR-IDF,PARIS,\n");
    write("geofeed.csv", "# RFC 8805\n203.0.113.0/24,DE,DE-BE,Berlin,10115\n");

    WatchedEvidence evidence =
        open(
            Map.of(
                "policy.files.relay", path("relay.csv"),
                "policy.files.geofeed", path("geofeed.csv")));

    assertThat(sources(evidence, "192.0.2.1")).containsExactly(SharedSource.PUBLISHED);
    assertThat(sources(evidence, "203.0.113.9")).containsExactly(SharedSource.PUBLISHED);
    assertThat(sources(evidence, "2001:db8:1::9")).containsExactly(SharedSource.PUBLISHED);
  }

  @Test
  void every_mistake_is_told_with_file_and_line() throws Exception {
    write("shared.txt", "198.51.100.0/24\noffice\n10.0.0.0/33\n");
    write("mobile.txt", "AS3320\n3320x\nAS99999999999\n");
    write("broken.mmdb", "no database");

    assertThatThrownBy(
            () ->
                open(
                    Map.of(
                        "policy.files.shared", path("shared.txt"),
                        "policy.files.relay", path("missing.csv"),
                        "policy.files.asn-mobile", path("mobile.txt"),
                        "policy.asn-db", path("broken.mmdb"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("shared.txt:2: ")
        .hasMessageContaining("shared.txt:3: ")
        .hasMessageContaining("missing.csv: can't be read")
        .hasMessageContaining("mobile.txt:2: '3320x' is no AS number")
        .hasMessageContaining("mobile.txt:3: ")
        .hasMessageContaining("broken.mmdb: is no database");
  }

  @Test
  void a_file_of_nothing_but_mistakes_does_not_fill_the_log() throws Exception {
    write("shared.txt", "x\n".repeat(100_000));

    assertThatThrownBy(() -> open(Map.of("policy.files.shared", path("shared.txt"))))
        .satisfies(e -> assertThat(((ConfigException) e).problems()).hasSize(20));
  }

  @Test
  void a_list_that_changes_is_read_again_and_a_broken_one_is_not() throws Exception {
    write("shared.txt", "198.51.100.0/24\n");
    WatchedEvidence evidence = open(Map.of("policy.files.shared", path("shared.txt")));

    write("shared.txt", "203.0.113.0/24\n");
    changedAt(1);
    evidence.refresh();
    assertThat(sources(evidence, "198.51.100.1")).isEmpty();
    assertThat(sources(evidence, "203.0.113.1")).containsExactly(SharedSource.OPERATOR);

    write("shared.txt", "oops\n");
    changedAt(2);
    evidence.refresh();
    assertThat(sources(evidence, "203.0.113.1")).containsExactly(SharedSource.OPERATOR);
  }

  @Test
  void numbers_without_a_database_are_a_mistake() {
    MapTexts texts = new MapTexts(Map.of("policy.files.asn-mobile", "mobile.txt"));

    EvidenceFiles.read(texts, "policy.");

    assertThat(texts.problems()).singleElement().asString().contains("policy.asn-db");
  }

  /** MaxMind's own test database, where a copy of the hub is at hand. */
  @Test
  @EnabledIfEnvironmentVariable(named = "GATEHOUSE_HUB", matches = ".+")
  void the_as_of_an_address_tells_mobile_networks_and_hosters() throws Exception {
    write("mobile.txt", "AS15169\n");
    write("hosting.txt", "1221\n");

    WatchedEvidence evidence =
        open(
            Map.of(
                "policy.files.asn-mobile", path("mobile.txt"),
                "policy.files.asn-hosting", path("hosting.txt"),
                "policy.asn-db", DATABASES.resolve("GeoLite2-ASN.mmdb").toString()));

    assertThat(sources(evidence, "1.0.0.1")).containsExactly(SharedSource.MOBILE_AS);
    assertThat(evidence.about(IpAddress.parse("1.128.0.1")).hosting()).isTrue();
    assertThat(evidence.about(IpAddress.parse("127.0.0.1"))).isEqualTo(Evidence.NONE);
  }

  private WatchedEvidence open(Map<String, String> settings) throws ConfigException {
    return WatchedEvidence.open(EvidenceFiles.read(new MapTexts(settings), "policy."));
  }

  private static Set<SharedSource> sources(WatchedEvidence evidence, String address) {
    return evidence.about(IpAddress.parse(address)).sources();
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(directory.resolve(name), text);
  }

  private void changedAt(long second) throws Exception {
    Files.setLastModifiedTime(directory.resolve("shared.txt"), FileTime.fromMillis(second * 1000));
  }
}
