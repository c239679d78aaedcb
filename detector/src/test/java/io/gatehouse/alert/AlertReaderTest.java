package io.gatehouse.alert;

import static io.gatehouse.alert.Alerts.STOP;
import static io.gatehouse.alert.Alerts.posted;
import static io.gatehouse.alert.Alerts.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.alert.AlertException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertReaderTest {
  /** Of a log processor. */
  private static final String FULL =
      """
      [{"scenario":"crowdsecurity/ssh-bf","scenario_hash":"4441dcff07","scenario_version":"0.3",
        "message":"Ip 192.0.2.7 performed","events_count":6,"start_at":"2026-07-24T12:00:00Z",
        "stop_at":"2026-07-24T14:00:04.5+02:00","capacity":-1,"leakspeed":"10s","simulated":true,
        "remediation":true,"kind":"crowdsec","id":99,"uuid":"mine","machine_id":"me",
        "created_at":"2020-01-01T00:00:00Z","labels":["a"],"unheard":{"of":[1,{"x":null}]},
        "Events":[{"TIMESTAMP":"2026-07-24T12:00:04Z",
                   "meta":[{"key":"source_ip","value":"192.0.2.7"}]}],
        "meta":[{"key":"target_user","value":"[\\"root\\"]"}],
        "source":{"scope":"Ip","value":"192.0.2.7","ip":"192.0.2.7","range":"192.0.2.0/24",
                  "as_number":"64500","as_name":"EXAMPLE","cn":"FR","latitude":48.8,"longitude":2},
        "decisions":[{"duration":"1d12h","scope":"Ip","value":"192.0.2.7","type":"ban",
                      "scenario":"why","origin":"cscli","simulated":false,"uuid":"x","id":7}]}]""";

  @Test
  void reads_everything_that_a_log_processor_sends() throws Exception {
    Alert alert = read(FULL).get(0);

    assertThat(alert.scenario()).isEqualTo("crowdsecurity/ssh-bf");
    assertThat(alert.stopAt()).isEqualTo(Instant.parse("2026-07-24T12:00:04.5Z"));
    assertThat(alert.capacity()).isEqualTo(-1);
    assertThat(alert.simulated()).isTrue();
    assertThat(alert.remediation()).isTrue();
    assertThat(alert.events())
        .containsExactly(new AlertEvent(STOP, List.of(new Meta("source_ip", "192.0.2.7"))));
    assertThat(alert.meta()).containsExactly(new Meta("target_user", "[\"root\"]"));
    assertThat(alert.source())
        .isEqualTo(
            new AlertSource(
                "Ip",
                "192.0.2.7",
                "192.0.2.7",
                "192.0.2.0/24",
                "64500",
                "EXAMPLE",
                "FR",
                48.8f,
                2f));
    assertThat(alert.decisions().get(0).duration()).isEqualTo(Duration.ofHours(36));
  }

  @Test
  void leaves_out_what_only_a_lapi_gives() throws Exception {
    Alert alert = read(FULL).get(0);

    assertThat(alert.id()).isZero();
    assertThat(alert.uuid()).isNull();
    assertThat(alert.machineId()).isNull();
    assertThat(alert.createdAt()).isNull();
  }

  @Test
  void keeps_what_a_lapi_gave_when_it_reads_an_answer() throws Exception {
    Alert alert = AlertReader.answered(Alerts.bytes(FULL), STOP, AlertLimits.ANSWER).get(0);

    assertThat(alert.id()).isEqualTo(99);
    assertThat(alert.uuid()).isEqualTo("mine");
    assertThat(alert.machineId()).isEqualTo("me");
    assertThat(alert.createdAt()).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(alert.decisions().get(0).id()).isEqualTo(7);
  }

  @Test
  void an_answer_may_lack_anything() throws Exception {
    Alert alert =
        AlertReader.answeredOne(
            Alerts.bytes("{\"decisions\":[{\"value\":\"x\"}],\"events\":null}"),
            STOP,
            AlertLimits.ANSWER);

    assertThat(alert.scenario()).isEmpty();
    assertThat(alert.decisions().get(0).duration()).isZero();
    assertThat(alert.createdAt()).isNull();
  }

  @Test
  void says_what_is_missing_in_upstreams_words() {
    assertRefused(
        "[{\"capacity\":1,\"events\":[],\"events_count\":1,\"leakspeed\":\"\",\"message\":\"\","
            + "\"start_at\":\"\",\"stop_at\":\"\"}]",
        Kind.INVALID,
        """
        validation failure list:
        0.scenario in body is required
        0.scenario_hash in body is required
        0.scenario_version in body is required
        0.simulated in body is required
        0.source in body is required""");
  }

  @Test
  void speaks_of_the_first_invalid_alert_only() {
    String good = posted("kind", "\"crowdsec\"");
    String two = good.substring(0, good.length() - 1) + ",{\"scenario\":\"x\"},{}]";

    assertThatThrownBy(() -> read(two))
        .hasMessageStartingWith("validation failure list:\n1.capacity in body is required\n")
        .hasMessageNotContaining("2.");
  }

  @Test
  void what_is_wrong_further_in_is_a_list_in_the_list() {
    assertRefused(
        posted("source", "{\"scope\":\"Ip\"}"),
        Kind.INVALID,
        "validation failure list:\nvalidation failure list:\n0.source.value in body is required");
    assertRefused(
        posted("decisions", "[{\"type\":\"ban\",\"duration\":\"1h\",\"scope\":\"Ip\"},{}]"),
        Kind.INVALID,
        """
        validation failure list:
        validation failure list:
        0.decisions.0.origin in body is required
        0.decisions.0.scenario in body is required
        0.decisions.0.value in body is required""");
    assertRefused(
        posted("events", "[{\"meta\":[],\"timestamp\":\"\"},{}]"),
        Kind.INVALID,
        """
        validation failure list:
        validation failure list:
        0.events.1.meta in body is required
        0.events.1.timestamp in body is required""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacity",
        "events",
        "events_count",
        "leakspeed",
        "message",
        "scenario",
        "scenario_hash",
        "scenario_version",
        "simulated",
        "source",
        "start_at",
        "stop_at"
      })
  void null_and_absent_are_the_same(String field) {
    String expected = "validation failure list:\n0." + field + " in body is required";

    assertRefused(posted(field, "null"), Kind.INVALID, expected);
    assertRefused(posted(field, ""), Kind.INVALID, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "scenario      | 5                    | number into Go struct field Alert.scenario of type"
            + " string",
        "scenario      | true                 | bool into Go struct field Alert.scenario of type"
            + " string",
        "scenario      | ['x']                | array into Go struct field Alert.scenario of type"
            + " string",
        "capacity      | 'x'                  | string into Go struct field Alert.capacity of type"
            + " int32",
        "capacity      | 1.5                  | number 1.5 into Go struct field Alert.capacity of"
            + " type int32",
        "events_count  | 3000000000           | number 3000000000 into Go struct field"
            + " Alert.events_count of type int32",
        "events_count  | 99999999999999999999 | number 99999999999999999999 into Go struct field"
            + " Alert.events_count of type int32",
        "simulated     | 'no'                 | string into Go struct field Alert.simulated of type"
            + " bool",
        "simulated     | 0                    | number into Go struct field Alert.simulated of type"
            + " bool",
        "source        | []                   | array into Go struct field Alert.source of type"
            + " models.Source",
        "source        | {'scope':1}          | number into Go struct field Source.source.scope of"
            + " type string",
        "source        | {'latitude':1e99}    | number 1e99 into Go struct field"
            + " Source.source.latitude of type float32",
        "decisions     | {}                   | object into Go struct field Alert.decisions of type"
            + " []*models.Decision",
        "decisions     | [{'duration':4}]     | number into Go struct field"
            + " Decision.decisions.duration of type string",
        "events        | [7]                  | number into Go struct field Alert.events of type"
            + " models.Event",
        "start_at      | 0                    | number into Go struct field Alert.start_at of type"
            + " string",
      })
  void a_value_of_another_type_is_refused_in_gos_words(String field, String json, String message) {
    assertRefused(
        posted(field, json.replace('\'', '"')),
        Kind.MALFORMED,
        "json: cannot unmarshal " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}     | json: cannot unmarshal object into Go value of type models.AddAlertsRequest",
        "'x'    | json: cannot unmarshal string into Go value of type models.AddAlertsRequest",
        "['x']  | json: cannot unmarshal string into Go value of type models.Alert",
        "[[]]   | json: cannot unmarshal array into Go value of type models.Alert",
        "[      | unexpected EOF",
        "[{     | unexpected EOF",
        "[]]    | not JSON at byte 2: Unexpected close marker ']'",
      })
  void what_is_no_list_of_alerts_is_refused(String json, String start) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOfSatisfying(
            AlertException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MALFORMED))
        .hasMessageStartingWith(start);
  }

  @Test
  void an_empty_body_is_told_as_go_tells_it() {
    assertRefused("", Kind.MALFORMED, "EOF");
    assertRefused(" \n", Kind.MALFORMED, "EOF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[null]"})
  void nothing_is_no_error(String json) throws Exception {
    assertThat(read(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "4x", "h", "now", "-"})
  void a_bad_duration_refuses_everything(String duration) {
    assertRefused(
        posted("decisions", decision(duration)),
        Kind.INVALID,
        "decision duration '%1$s' : time: invalid duration \"%1$s\": unable to parse duration"
            .formatted(duration));
  }

  private static String decision(String duration) {
    return """
        [{"duration":"%s","origin":"cscli","scenario":"s","scope":"Ip","type":"ban","value":"::1"}]"""
        .formatted(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yesterday", "2026-13-01T00:00:00Z", "+12345-01-01T00:00:00Z", "12:00:00"})
  void a_time_that_is_none_is_now(String time) throws Exception {
    Alert alert = read(posted("start_at", '"' + time + '"')).get(0);

    assertThat(alert.startAt()).isEqualTo(STOP);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-24T12:00:04Z, 2026-07-24T12:00:04Z",
    "2026-07-24T12:00:04.123456789+05:30, 2026-07-24T06:30:04.123456789Z",
    "2020-10-02 17:09:08 +0000 UTC, 2020-10-02T17:09:08Z",
    "2020-10-02 17:09:08.25 +0200 CEST, 2020-10-02T15:09:08.25Z",
  })
  void times_come_as_rfc_3339_or_as_go_prints_them(String text, Instant expected) throws Exception {
    assertThat(read(posted("stop_at", '"' + text + '"')).get(0).stopAt()).isEqualTo(expected);
  }

  @Test
  void the_last_of_two_equal_fields_counts() throws Exception {
    String json =
        posted("message", "\"first\",\"Message\":\"second\",\"events\":[7],\"events\":[]");

    assertThatThrownBy(() -> read(json)).hasMessageContaining("models.Event");
    assertThat(read(json.replace("[7]", "[]")).get(0).message()).isEqualTo("second");
    String decisions = posted("decisions", decision("1h") + ",\"decisions\":null");
    assertThat(read(decisions).get(0).decisions()).isEmpty();
  }

  @Test
  void half_a_character_is_replaced() throws Exception {
    assertThat(
            read(posted("message", "\"a\\ud83db\\ude00\\u0000\\ud83d\\ude00\"")).get(0).message())
        .isEqualTo("a\uFFFDb\uFFFD\0\uD83D\uDE00");
  }

  @Test
  void bytes_that_are_not_utf_8_are_refused() {
    byte[] json = posted("message", "\"@\"").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < json.length; i++) {
      json[i] = json[i] == '@' ? (byte) 0xC3 : json[i];
    }

    assertRefused(json);
    assertRefused(new byte[] {0, 0, 0, '[', 0, 1, 2, 3});
    assertRefused(new byte[64]);
  }

  private static void assertRefused(byte[] json) {
    assertThatThrownBy(
            () -> AlertReader.posted(new ByteArrayInputStream(json), STOP, AlertLimits.REQUEST))
        .isInstanceOf(AlertException.class);
  }

  @Test
  void depth_and_lengths_are_bounded() {
    assertThatThrownBy(
            () -> read(posted("labels", "1").replace("}]", ",\"x\":" + "[".repeat(9999))))
        .isInstanceOf(AlertException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> read(posted("message", '"' + "x".repeat(2 << 20) + '"')))
        .isInstanceOf(AlertException.class)
        .hasMessageContaining("String value length");
    assertThatThrownBy(() -> read("[{\"" + "x".repeat(5_000) + "\":1}]"))
        .isInstanceOf(AlertException.class)
        .hasMessageContaining("Name length");
  }

  @Test
  void numbers_of_things_are_bounded() {
    AlertLimits few = new AlertLimits(1, 1, 1, 1);

    assertTooMany(posted("decisions", "[{},{}]"), few, "more than 1 decisions at once");
    assertTooMany(posted("events", "[{},{}]"), few, "more than 1 events at once");
    assertTooMany(posted("events", "[{\"meta\":[{},{}]}]"), few, "more than 1 metas at once");
    assertTooMany("[{},{}]", few, "more than 1 alerts at once");
  }

  private static void assertTooMany(String json, AlertLimits limits, String message) {
    assertThatThrownBy(() -> AlertReader.posted(Alerts.bytes(json), STOP, limits))
        .isInstanceOf(AlertException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void whatever_a_text_is_cut_to_it_is_refused() throws Exception {
    for (int end = 0; end < FULL.length(); end++) {
      String cut = FULL.substring(0, end);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(AlertException.class);
    }
  }

  @Test
  void a_failing_stream_is_told_apart_from_a_bad_text() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset by peer");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };

    assertThatThrownBy(() -> AlertReader.posted(failing, STOP, AlertLimits.REQUEST))
        .isInstanceOf(IOException.class)
        .hasMessage("reset by peer");
  }

  private static void assertRefused(String json, Kind kind, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(AlertException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessage(message);
  }
}
