package io.gatehouse.detector.scenario;

import static io.gatehouse.detector.scenario.Fill.live;
import static io.gatehouse.detector.scenario.Fill.logged;
import static io.gatehouse.detector.scenario.Fill.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import io.gatehouse.detector.event.Event;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverflowsTest {
  private static final String IP = "192.0.2.1";
  private static final String ONE = "capacity: 1\nleakspeed: 10s\n";

  @Test
  void an_alert_says_all_that_upstreams_does() {
    Fill fill = new Fill(scenario("leaky", ONE + "labels: {remediation: true}\n"));
    fill.pour(logged(0, IP, "b", "2", "a", "1"));
    fill.pour(logged(1.5, IP));
    Alert alert = fill.alert();

    assertThat(alert.message())
        .isEqualTo(
            "Ip 192.0.2.1 performed 't/leaky' (2 events over 1.5s)"
                + " at 2026-01-01 00:00:01.5 +0000 UTC");
    assertThat(alert.scenario()).isEqualTo("t/leaky");
    assertThat(alert.scenarioHash()).isEqualTo("abc");
    assertThat(alert.scenarioVersion()).isEqualTo("0.3");
    assertThat(alert.capacity()).isOne();
    assertThat(alert.leakSpeed()).isEqualTo("10s");
    assertThat(alert.kind()).isEqualTo("crowdsec");
    assertThat(alert.remediation()).isTrue();
    assertThat(alert.simulated()).isFalse();
    assertThat(alert.startAt()).isEqualTo(Fill.START);
    assertThat(alert.stopAt()).isEqualTo(Instant.parse("2026-01-01T00:00:01.5Z"));
    assertThat(alert.events().get(0).timestamp()).isEqualTo(Fill.START);
    assertThat(alert.events().get(0).meta())
        .containsExactly(
            new Meta("a", "1"),
            new Meta("b", "2"),
            new Meta("service", "test"),
            new Meta("source_ip", IP));
    assertThat(fill.overflow().mapkey()).matches("[0-9a-f]{40}");
    assertThat(fill.out.get(0).marshaledTime()).isEqualTo("2026-01-01T00:00:01.500Z");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "'\"true\"', false", "1, false", "false, false"})
  void only_a_true_asks_for_a_remediation(String label, boolean remediation) {
    Fill fill = new Fill(scenario("trigger", "labels: {remediation: " + label + "}"));
    fill.pour(live(IP));

    assertThat(fill.alert().remediation()).isEqualTo(remediation);
  }

  @Test
  void a_source_is_told_with_all_that_is_known_of_it() {
    Fill fill = new Fill(scenario("trigger", ""));
    Event event = live(IP, "SourceRange", "192.0.2.77/24");
    event.enriched().put("ASNNumber", "64500");
    event.enriched().put("ASNOrg", "Example");
    event.enriched().put("IsoCode", "FR");
    event.enriched().put("Latitude", "48.5");
    event.enriched().put("Longitude", "east");
    fill.pour(event);

    assertThat(fill.alert().source())
        .isEqualTo(
            new AlertSource("Ip", IP, IP, "192.0.2.0/24", "64500", "Example", "FR", 48.5f, null));
  }

  @Test
  void a_bucket_of_several_addresses_makes_an_alert_for_each() {
    Fill fill = new Fill(scenario("leaky", ONE).replace("groupby: evt.Meta.source_ip\n", ""));
    fill.pour(live("192.0.2.2"));
    fill.pour(live(IP));

    assertThat(fill.overflow().alerts())
        .extracting(alert -> alert.source().value())
        .containsExactly(IP, "192.0.2.2");
    assertThat(fill.alert().message()).startsWith("Ip 2 sources performed");
  }

  @ParameterizedTest
  @CsvSource({"''", "not-an-address", "192.0.2.1/32"})
  void one_event_without_a_valid_address_loses_the_whole_overflow(String ip) {
    Fill fill = new Fill(scenario("leaky", ONE).replace("groupby: evt.Meta.source_ip\n", ""));
    fill.pour(live(IP));

    assertThat(fill.pour(live(ip))).isZero();
    assertThat(fill.deeds.failures).singleElement().asString().startsWith("overflow lost");
    assertThat(fill.pour(live(IP))).as("a new bucket").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.9/24, '', 192.0.2.0/24",
    "'', IpToRange(evt.Meta.source_ip; '/16'), 192.0.0.0/16",
    "'', '', ''",
  })
  void a_range_is_the_events_or_what_the_expression_says(
      String range, String expression, String value) {
    String scope =
        expression.isEmpty() ? "" : ", expression: \"" + expression.replace(';', ',') + "\"";
    Fill fill = new Fill(scenario("trigger", "scope: {type: range" + scope + "}"));
    fill.pour(live(IP, "SourceRange", range));

    assertThat(fill.alert().source().scope()).isEqualTo("Range");
    assertThat(fill.alert().source().value()).isEqualTo(value);
    assertThat(fill.alert().source().ip()).isEqualTo(IP);
  }

  @Test
  void a_scope_of_another_kind_has_the_expressions_value_and_no_address() {
    Fill fill = new Fill(scenario("trigger", "scope: {type: userName, expression: evt.Meta.user}"));
    fill.pour(live("", "user", "root"));

    assertThat(fill.alert().source()).isEqualTo(AlertSource.of("userName", "root"));
  }

  @Test
  void an_overflow_can_be_poured_again_and_count_towards_its_range() {
    String first = scenario("trigger", "reprocess: true\n");
    String second =
        """
        ---
        type: leaky
        name: t/range
        description: several of a range
        filter: evt.GetType() == 'overflow' && evt.Overflow.Alert.Scenario == 't/trigger'
        groupby: evt.Overflow.Alert.Source.Range
        distinct: evt.Overflow.Alert.Source.IP
        capacity: 1
        leakspeed: 1m
        scope: {type: Range}
        """;
    Fill fill = new Fill(first + second);
    for (String ip : new String[] {IP, IP, "192.0.2.2"}) {
      fill.pour(live(ip, "SourceRange", "192.0.2.0/24"));
      assertThat(fill.overflow().reprocess()).isTrue();
      fill.pour(fill.out.get(fill.out.size() - 1));
    }

    assertThat(fill.out).hasSize(4);
    assertThat(fill.alert().source().scope()).isEqualTo("Range");
    assertThat(fill.alert().source().value()).isEqualTo("192.0.2.0/24");
    assertThat(fill.alert().scenario()).isEqualTo("t/range");
  }

  @Test
  void an_overflow_whose_range_is_unknown_is_nobodys() {
    Fill fill =
        new Fill(
            scenario("trigger", "")
                + "---\n"
                + scenario("trigger", "scope: {type: Range}")
                    .replace("evt.Meta.service == 'test'", "evt.GetType() == 'overflow'")
                    .replace("groupby: evt.Meta.source_ip\n", ""));
    fill.pour(live(IP));
    fill.pour(fill.out.get(0));

    assertThat(fill.overflow().sources()).isEmpty();
    assertThat(fill.overflow().alerts()).isEmpty();
    assertThat(fill.deeds.failures).anyMatch(reason -> reason.contains("range of 192.0.2.1"));
  }
}
