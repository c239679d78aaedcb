package io.gatehouse.lapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.testing.RecordingSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String BAN_ROW =
      "1 192.0.2.1 ban crowdsec crowdsecurity/ssh-bf 2026-01-01T16:00:00Z";

  private final RecordingSink sink = new RecordingSink();

  private PullSummary read(String json) throws IOException {
    return read(json, AnswerLimits.DEFAULT);
  }

  private PullSummary read(String json, AnswerLimits limits) throws IOException {
    RowTally tally = new RowTally(limits, NOON, sink);
    readStream(json, limits, tally);
    return tally.summary(Pull.FULL);
  }

  private static void readStream(String json, AnswerLimits limits, RowTally tally)
      throws IOException {
    new StreamReader(limits, tally).readStream(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  private String untilOf(String duration) throws IOException {
    read(Wire.stream(Wire.with("duration", "\"" + duration + "\""), ""));
    return sink.rows().get(0).replaceAll(".* ", "");
  }

  @Test
  void reads_new_and_deleted_rows() throws IOException {
    PullSummary summary = read(Wire.stream(Wire.BAN, Wire.with("duration", "\"-3s\"")));

    assertThat(sink.rows())
        .containsExactly(
            "+" + BAN_ROW, "-1 192.0.2.1 ban crowdsec crowdsecurity/ssh-bf 2026-01-01T11:59:57Z");
    assertThat(summary).isEqualTo(new PullSummary(Pull.FULL, NOON, 1, 1, SkippedRows.NONE, false));
  }

  @Test
  void reads_the_lists_in_the_order_of_an_older_lapi() throws IOException {
    read("{\"deleted\":[" + Wire.ban(2, "192.0.2.2") + "],\"new\":[" + Wire.BAN + "]}");

    assertThat(sink.rows()).extracting(row -> row.substring(0, 2)).containsExactly("-2", "+1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"deleted\":null,\"new\":null}",
        "{\"new\": [], \"deleted\": []}",
        "{\"new\":null}",
        "{\"deleted\":[]}",
        "{\"New\":null,\"links\":{\"a\":[1,{}]}}"
      })
  void takes_null_absent_and_empty_lists_as_the_same(String json) throws IOException {
    assertThat(read(json)).extracting(PullSummary::added, PullSummary::deleted).containsOnly(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "4h0m0s, 2026-01-01T16:00:00Z",
    "3h59m57.641708614s, 2026-01-01T15:59:58Z",
    "300ms, 2026-01-01T12:00:01Z",
    "0s, 2026-01-01T12:00:00Z",
    "-2h44m47s, 2026-01-01T09:15:13Z",
    "-0.5s, 2026-01-01T12:00:00Z",
    "1.5µs, 2026-01-01T12:00:01Z"
  })
  void counts_durations_from_the_answer_and_rounds_up(String duration, String until)
      throws IOException {
    assertThat(untilOf(duration)).isEqualTo(until);
  }

  @Test
  void keeps_a_duration_longer_than_go_can_tell_within_bounds() throws IOException {
    assertThat(untilOf("99999999999999h")).startsWith("2318-");
  }

  @Test
  void rounds_up_what_was_received_within_a_second() throws IOException {
    RowTally tally = new RowTally(AnswerLimits.DEFAULT, NOON.plusMillis(900), sink);

    readStream(Wire.stream(Wire.with("duration", "\"200ms\""), ""), AnswerLimits.DEFAULT, tally);

    assertThat(sink.rows().get(0)).endsWith("2026-01-01T12:00:02Z");
  }

  @Test
  void takes_fields_in_any_order_and_case_and_without_uuid() throws IOException {
    read(
        """
        {"NEW":[{"Value":"192.0.2.1","TYPE":"BAN","scope":"ip","Scenario":"crowdsecurity/ssh-bf",
        "Origin":"crowdsec","Id":1,"until":"x","Duration":"4h"}]}
        """);

    assertThat(sink.rows()).containsExactly("+" + BAN_ROW);
  }

  @ParameterizedTest
  @CsvSource({
    "Ip, 192.0.2.1, 192.0.2.1",
    "ip, 192.0.2.1/32, 192.0.2.1",
    "Range, 192.0.2.77/24, 192.0.2.0/24",
    "IP, ::ffff:192.0.2.1, 192.0.2.1",
    "range, 2001:DB8::/32, 2001:db8::/32",
    "country, fr, Country:FR",
    "AS, AS64500, AS:64500",
    "Username, root, Username:root"
  })
  void reads_every_scope(String scope, String value, String target) throws IOException {
    String row = Wire.with("scope", "\"" + scope + "\"").replace("192.0.2.1", value);

    read(Wire.stream(row, ""));

    assertThat(sink.rows().get(0)).startsWith("+1 " + target + " ban");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "value | \"not-an-address\" | 'not-an-address' is not an IP address or prefix (id 1)",
        "value | \"1.2.3.4.5\" | '1.2.3.4.5' is not an IP address or prefix (id 1)",
        "value | \"10.0.0.1-10.0.0.9\" | '10.0.0.1-10.0.0.9' is not an IP address or prefix (id 1)",
        "value | \"\" | '' is not an IP address or prefix (id 1)",
        "value | null | 'value' is missing or no text (id 1)",
        "value | {\"a\":[[]]} | 'value' is missing or no text (id 1)",
        "duration | \"soon\" | 'soon' is not a duration such as 3h59m57s (id 1)",
        "duration | 14400 | 'scope', 'type', 'origin' or 'duration' is missing or no text (id 1)",
        "type | null | 'scope', 'type', 'origin' or 'duration' is missing or no text (id 1)",
        "scope | \"Country\" | '192.0.2.1' is not of scope Country (id 1)",
        "id | 99999999999999999999 | 'id' is not a whole number of 64 bits",
        "id | \"1\" | 'id' is not a whole number of 64 bits",
        "uuid | \"x\",\"simulated\":true | it is simulated (id 1)"
      })
  void skips_a_row_that_is_no_decision_and_says_why(String field, String value, String reason)
      throws IOException {
    PullSummary summary =
        read(Wire.stream(Wire.with(field, value) + "," + Wire.ban(2, "192.0.2.2"), ""));

    assertThat(sink.rows()).hasSize(1);
    assertThat(summary.skipped().first()).extracting("reason").containsExactly(reason);
  }

  @Test
  void skips_junk_between_rows_and_counts_it() throws IOException {
    PullSummary summary = read(Wire.stream("1,\"x\",null,[[{}]]," + Wire.BAN + ",true", ""));

    assertThat(sink.rows()).containsExactly("+" + BAN_ROW);
    assertThat(summary.skipped().count()).isEqualTo(5);
    assertThat(summary.skipped().first()).hasSize(3);
  }

  @Test
  void does_not_carry_a_field_over_from_the_row_before() throws IOException {
    read(Wire.stream(Wire.BAN + ",{\"id\":2,\"value\":\"192.0.2.2\"}", ""));

    assertThat(sink.rows()).containsExactly("+" + BAN_ROW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>404</body></html>",
        "[]",
        "null",
        "\"new\"",
        "{}",
        "{\"status\":\"up\"}",
        "{\"new\":\"none\"}",
        "{\"new\":[],\"deleted\":[]} {}",
        "{\"new\":[}",
        "{\"new\":[{\"id\":1]}]}"
      })
  void refuses_what_is_no_stream_answer(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void notices_a_cut_wherever_it_falls() {
    String whole = Wire.stream(Wire.BAN, Wire.ban(2, "192.0.2.2"));

    assertThat(IntStream.range(0, whole.length()))
        .allSatisfy(
            length ->
                assertThatThrownBy(() -> read(whole.substring(0, length)))
                    .isInstanceOf(IOException.class));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void takes_or_refuses_whatever_bytes_come(long seed) {
    Random random = new Random(seed);
    byte[] whole =
        Wire.stream(Wire.BAN, Wire.with("id", "[{},-1.5e9]") + "," + Wire.BAN).getBytes(UTF_8);

    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = whole.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        mutated[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      }
      RowTally tally = new RowTally(AnswerLimits.DEFAULT, NOON, sink);
      try {
        new StreamReader(AnswerLimits.DEFAULT, tally).readStream(new ByteArrayInputStream(mutated));
        assertThat(tally.summary(Pull.FULL).added()).isLessThanOrEqualTo(3);
      } catch (IOException e) {
        assertThat(e).isNotInstanceOf(AnswerTooLargeException.class);
      }
    }
  }

  @Test
  void refuses_nesting_that_is_deep() {
    String deep = "[".repeat(100_000);

    assertThatThrownBy(() -> read("{\"extra\":" + deep)).hasMessageContaining("nesting");
    assertThatThrownBy(() -> read(Wire.stream(Wire.with("value", deep), "")))
        .hasMessageContaining("nesting");
  }

  @Test
  void refuses_a_text_or_number_that_is_huge() {
    assertThatThrownBy(() -> read(Wire.stream(Wire.with("scenario", quoted(70_000)), "")))
        .hasMessageContaining("length");
    assertThatThrownBy(() -> read(Wire.stream(Wire.with("id", "1".repeat(1_000)), "")))
        .hasMessageContaining("length");
  }

  @Test
  void takes_a_text_that_is_long() throws IOException {
    read(Wire.stream(Wire.with("scenario", quoted(60_000)), ""));

    assertThat(sink.rows().get(0)).contains("x".repeat(60_000));
  }

  private static String quoted(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  @Test
  void refuses_more_decisions_than_the_limit() throws IOException {
    AnswerLimits two = new AnswerLimits(1_000_000, 2);
    String rows = Wire.BAN + "," + Wire.BAN;

    assertThat(read(Wire.stream(rows, ""), two).added()).isEqualTo(2);
    assertThatThrownBy(() -> read(Wire.stream(rows, Wire.BAN), two))
        .isInstanceOf(AnswerTooLargeException.class);
  }

  @Test
  void refuses_more_bytes_than_the_limit() {
    AnswerLimits small = new AnswerLimits(300, 1_000);

    assertThatThrownBy(() -> read(Wire.stream(Wire.BAN, Wire.BAN), small))
        .isInstanceOf(AnswerTooLargeException.class);
  }

  @Test
  void gives_rows_of_one_kind_the_same_kind() throws IOException {
    List<DecisionKind> kinds = kindsOf(Wire.BAN + "," + Wire.ban(2, "192.0.2.2"));

    assertThat(kinds.get(0)).isSameAs(kinds.get(1));
  }

  @Test
  void tells_kinds_apart_however_many_there_are() throws IOException {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    List<String> scenarios =
        IntStream.range(0, 20_000)
            .mapToObj(
                i -> "s" + random.nextInt(9) + "x".repeat(random.nextInt(6)) + i % 9_000 + "e")
            .toList();
    String rows =
        scenarios.stream()
            .map(scenario -> Wire.with("scenario", "\"" + scenario + "\""))
            .collect(Collectors.joining(","));

    assertThat(kindsOf(rows)).extracting(DecisionKind::scenario).isEqualTo(scenarios);
  }

  private static List<DecisionKind> kindsOf(String rows) throws IOException {
    List<DecisionKind> kinds = new ArrayList<>();
    DecisionSink sink =
        new RowSink() {
          @Override
          public void added(DecisionRow row) {
            kinds.add(row.kind());
          }
        };
    readStream(
        Wire.stream(rows, ""),
        AnswerLimits.DEFAULT,
        new RowTally(AnswerLimits.DEFAULT, NOON, sink));
    return kinds;
  }

  private abstract static class RowSink implements DecisionSink {
    @Override
    public void begin(Pull pull) {}

    @Override
    public void deleted(DecisionRow row) {}

    @Override
    public Outcome commit() {
      return Outcome.ACCEPTED;
    }

    @Override
    public void abort() {}
  }
}
