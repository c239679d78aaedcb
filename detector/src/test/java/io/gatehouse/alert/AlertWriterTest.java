package io.gatehouse.alert;

import static io.gatehouse.alert.Alerts.STOP;
import static io.gatehouse.alert.Alerts.ban;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertWriterTest {
  @Test
  void answers_in_the_order_and_forms_of_upstream() throws IOException {
    Alert alert =
        stored(
            new AlertSource(
                "Ip", "192.0.2.7", "192.0.2.7", "192.0.2.0/24", "1", "A", "FR", 2f, .5f),
            List.of(
                new AlertDecision(
                    17, "crowdsec", "ban", "Ip", "192.0.2.7", "s", Duration.ofHours(4), false)));

    assertThat(Alerts.stored(List.of(alert)))
        .isEqualTo(
            """
            [{"capacity":5,"created_at":"2026-07-24T12:00:05Z",\
            "decisions":[{"duration":"4h0m0s","id":17,"origin":"crowdsec","scenario":"s",\
            "scope":"Ip","simulated":false,"type":"ban","value":"192.0.2.7"}],\
            "events":[{"meta":[{"key":"k","value":"v"}],\
            "timestamp":"2026-07-24 12:00:04 +0000 UTC"}],\
            "events_count":6,"id":42,"kind":"crowdsec","labels":null,"leakspeed":"10s",\
            "machine_id":"web01","message":"m","meta":[{"key":"c","value":"[]"}],\
            "remediation":true,"scenario":"s","scenario_hash":"h","scenario_version":"0.3",\
            "simulated":false,"source":{"as_name":"A","as_number":"1","cn":"FR",\
            "ip":"192.0.2.7","latitude":2,"longitude":0.5,"range":"192.0.2.0/24","scope":"Ip",\
            "value":"192.0.2.7"},"start_at":"2026-07-24T12:00:00Z",\
            "stop_at":"2026-07-24T12:00:04Z","uuid":"u"}]""");
  }

  private static Alert stored(AlertSource source, List<AlertDecision> decisions) {
    return new Alert(
        42,
        "u",
        "web01",
        STOP.plusMillis(1_900),
        "s",
        "h",
        "0.3",
        "m",
        6,
        STOP.minusSeconds(4),
        STOP,
        5,
        "10s",
        false,
        true,
        "crowdsec",
        source,
        List.of(new AlertEvent(STOP.plusMillis(999), List.of(new Meta("k", "v")))),
        List.of(new Meta("c", "[]")),
        decisions);
  }

  @Test
  void leaves_out_what_is_empty_and_writes_empty_lists_as_null() throws IOException {
    Alert alert =
        new Alert(
            1,
            null,
            null,
            null,
            "",
            "",
            "",
            "",
            0,
            STOP,
            STOP,
            0,
            "",
            false,
            false,
            "",
            AlertSource.of("", ""),
            List.of(),
            List.of(),
            List.of());

    assertThat(Alerts.stored(List.of(alert)))
        .isEqualTo(
            """
            [{"capacity":0,"decisions":null,"events":null,"events_count":0,"id":1,"labels":null,\
            "leakspeed":"","machine_id":"N/A","message":"","scenario":"","scenario_hash":"",\
            "scenario_version":"","simulated":false,"source":{"scope":"","value":""},\
            "start_at":"2026-07-24T12:00:04Z","stop_at":"2026-07-24T12:00:04Z"}]""");
    assertThat(Alerts.stored(List.of())).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.4S, 0s",
    "PT0.5S, 1s",
    "PT-0.4S, 0s",
    "PT-0.5S, -1s",
    "PT-10S, -10s",
    "PT-1H, -1h0m0s",
    "PT168H, 168h0m0s",
  })
  void what_is_left_is_rounded_to_seconds(Duration lasting, String left) throws IOException {
    Alert alert = stored(AlertSource.of("Ip", "192.0.2.7"), List.of(ban("192.0.2.7", lasting)));

    assertThat(Alerts.stored(List.of(alert))).contains("\"duration\":\"" + left + "\"");
  }

  @Test
  void escapes_as_go_does() throws IOException {
    Alert alert = Alerts.undecided("user", "<b>&\"\\\u0000\u001f\n\t\u2028é\uD83D\uDE00\uD83D");

    assertThat(Alerts.written(List.of(alert)))
        .contains("\\u003cb\\u003e\\u0026\\\"\\\\\\u0000\\u001f\\n\\t\\u2028é");
    assertThat(Alerts.stored(List.of(alert))).contains("\\u003cb\\u003e\\u0026");
  }

  @Test
  void what_is_posted_is_read_again() throws Exception {
    AlertDecision decision = ban("192.0.2.7", Duration.parse("PT1H0.25S"));
    Alert alert = Alerts.of("Ip", "192.0.2.7", true, List.of(decision));

    assertThat(Alerts.read(Alerts.written(List.of(alert)))).containsExactly(alert);
    assertThat(Alerts.written(List.of(alert))).contains("\"duration\":\"1h0m0.25s\"");
  }

  @Test
  void what_is_posted_always_has_a_list_of_events() throws Exception {
    String json = Alerts.written(Alerts.read(Alerts.posted("kind", "\"cscli\"")));

    assertThat(json).contains("\"decisions\":null,\"events\":[],");
  }

  @Test
  void an_answer_that_breaks_off_is_not_valid_json() {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    List<Alert> alerts = List.of(Alerts.undecided("Ip", "192.0.2.7"));
    Iterable<Alert> breaking =
        () ->
            new Iterator<>() {
              private int given;

              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Alert next() {
                if (given++ > 0) {
                  throw new IllegalStateException("the database is gone");
                }
                return alerts.get(0);
              }
            };

    assertThatThrownBy(() -> AlertWriter.writeStored(sent, breaking))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sent.toString(StandardCharsets.UTF_8)).doesNotEndWith("]");
  }

  @Test
  void leaves_the_stream_open() throws IOException {
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };

    AlertWriter.writeStoredOne(out, Alerts.undecided("Ip", "192.0.2.7"));

    assertThat(out.toString()).startsWith("{").endsWith("}");
  }
}
