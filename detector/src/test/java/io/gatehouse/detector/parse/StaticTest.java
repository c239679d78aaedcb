package io.gatehouse.detector.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.geo.GeoDatabases;
import io.gatehouse.detector.geo.GeoIp;
import io.gatehouse.net.IpAddress;
import io.gatehouse.testing.MaxMindDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticTest {
  private static final String WHERE =
      """
      name: t
      statics:
        - {method: GeoIpCity, value: %1$s}
        - {method: GeoIpASN, value: %1$s}
        - {method: IpToRange, value: %1$s}
      """;

  @TempDir private Path dir;

  private static Event written(String statics) throws Exception {
    return Lab.of("{name: t, statics: [" + statics + "]}").parse("{\"a\": 1, \"b\": [true]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'word'      | word
          7           | 7
          1.5         | 1.500000
          [1] [0] + 1 | 2
          """)
  void a_value_becomes_a_text(String expression, String text) throws Exception {
    Event event = written("{meta: m, expression: \"" + expression + "\"}");

    assertThat(event.meta()).containsEntry("m", text);
  }

  @ParameterizedTest
  @CsvSource({"'{a: 1}'", "'[1]'", "nil", "evt.Parsed.none", "evt.Unmarshaled.a.b"})
  void what_has_no_text_writes_nothing(String expression) throws Exception {
    Event event = written("{meta: m, expression: '" + expression + "'}, {meta: n, value: n}");

    assertThat(event.meta()).containsOnlyKeys("n");
    assertThat(event.process()).isTrue();
  }

  @Test
  void a_bool_drops_the_event() throws Exception {
    assertThat(written("{meta: m, expression: 'true'}").process()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "evt.Meta.m, m",
    "Meta.m, m",
    "evt.Meta.m.and.more, m",
  })
  void a_target_leads_into_a_map(String target, String key) throws Exception {
    assertThat(written("{target: " + target + ", value: v}").meta()).containsEntry(key, "v");
  }

  @Test
  void a_target_leads_to_a_field() throws Exception {
    Event event =
        written(
            "{target: evt.StrTime, value: t}, {target: evt.Line.Module, value: m},"
                + " {target: evt.Parsed.p, value: p}, {target: Enriched.e, value: e},"
                + " {target: evt.Line.Labels.type, value: other}");

    assertThat(event.strTime()).isEqualTo("t");
    assertThat(event.line().module()).isEqualTo("m");
    assertThat(event.parsed()).containsEntry("p", "p");
    assertThat(event.enriched()).containsEntry("e", "e");
    assertThat(event.line().labels()).containsEntry("type", "other");
  }

  @Test
  void an_unknown_target_is_passed_over() throws Exception {
    Event event = written("{target: source_ip, value: v}, {meta: n, value: n}");

    assertThat(event.meta()).containsOnlyKeys("n");
  }

  @Test
  void the_date_is_read_and_becomes_the_events_time_in_a_replay() throws Exception {
    Event event = written("{method: ParseDate, value: '2021-02-03T04:05:06+02:00'}");

    assertThat(event.enriched()).containsEntry("MarshaledTime", "2021-02-03T04:05:06+02:00");
    assertThat(event.time()).isEqualTo(Instant.parse("2021-02-03T02:05:06Z"));
  }

  @Test
  void without_a_date_it_is_now() throws Exception {
    Event event = written("{method: ParseDate, expression: evt.StrTime}");

    assertThat(event.enriched()).containsEntry("MarshaledTime", "2026-01-02T03:04:05Z");
  }

  @Test
  void json_is_taken_from_the_line_whatever_the_value_is() throws Exception {
    Event event = written("{method: UnmarshalJSON, value: x}");

    assertThat(event.unmarshaled()).containsEntry("a", 1.0).containsEntry("b", List.of(true));
  }

  @Test
  void an_address_gets_its_country_and_network() throws Exception {
    Lab lab = Lab.of(WHERE.formatted("192.0.2.1"));
    lab.geo = new OnePlace();

    assertThat(lab.parse("line").enriched())
        .containsEntry("IsoCode", "FR")
        .containsEntry("IsInEU", "true")
        .containsEntry("Latitude", "48.500000")
        .containsEntry("ASNNumber", "64500")
        .containsEntry("ASNOrg", "Example")
        .containsEntry("SourceRange", "192.0.2.0/24");
  }

  @Test
  void country_and_network_come_from_databases_of_maxminds_form() throws Exception {
    MaxMindDatabase.write(
        dir.resolve("GeoLite2-City.mmdb"),
        "GeoLite2-City",
        Map.of("192.0.2.0/24", Map.of("country", Map.of("iso_code", "FR"))));
    MaxMindDatabase.write(
        dir.resolve("GeoLite2-ASN.mmdb"),
        "GeoLite2-ASN",
        Map.of(
            "192.0.2.0/25",
            Map.of("autonomous_system_number", 64500, "autonomous_system_organization", "Ex")));
    Lab lab = Lab.of(WHERE.formatted("192.0.2.1"));
    try (GeoDatabases geo = GeoDatabases.open(dir)) {
      lab.geo = geo;

      assertThat(lab.parse("line").enriched())
          .containsEntry("IsoCode", "FR")
          .containsEntry("ASNNumber", "64500")
          .containsEntry("ASNOrg", "Ex")
          .containsEntry("SourceRange", "192.0.2.0/25");
    }
  }

  @Test
  void an_address_that_the_databases_do_not_have_is_nowhere() throws Exception {
    Lab lab = Lab.of(WHERE.formatted("198.51.100.1"));
    lab.geo = new OnePlace();

    assertThat(lab.parse("line").enriched())
        .containsEntry("IsoCode", "")
        .containsEntry("IsInEU", "false")
        .containsEntry("Longitude", "0.000000")
        .containsEntry("ASNumber", "0")
        .doesNotContainKey("SourceRange");
  }

  @Test
  void without_databases_nothing_is_said_of_places() throws Exception {
    assertThat(written("{method: GeoIpCity, value: 192.0.2.1}").enriched()).isEmpty();
  }

  @Test
  void the_first_name_of_an_address_counts() throws Exception {
    Lab lab = Lab.of("{name: t, statics: [{method: reverse_dns, value: 192.0.2.1}]}");
    lab.names = address -> List.of("Host.Example.", "other.example.");

    assertThat(lab.parse("line").enriched()).containsEntry("reverse_dns", "host.example");
  }

  private static final class OnePlace implements GeoIp {
    @Override
    public boolean knowsCities() {
      return true;
    }

    @Override
    public boolean knowsSystems() {
      return true;
    }

    @Override
    public Optional<City> city(IpAddress address) {
      return here(address) ? Optional.of(new City("FR", true, 48.5, 2.25)) : Optional.empty();
    }

    @Override
    public Optional<AutonomousSystem> system(IpAddress address) {
      return here(address)
          ? Optional.of(new AutonomousSystem(64500, "Example", "192.0.2.0/24"))
          : Optional.empty();
    }

    private static boolean here(IpAddress address) {
      return address.toString().equals("192.0.2.1");
    }
  }
}
