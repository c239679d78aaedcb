package io.gatehouse.lapi.active;

import static io.gatehouse.lapi.active.Given.NOON;
import static io.gatehouse.lapi.active.Given.ban;
import static io.gatehouse.lapi.active.Given.because;
import static io.gatehouse.lapi.active.Given.decidedBy;
import static io.gatehouse.lapi.active.Given.lasting;
import static io.gatehouse.lapi.active.Given.live;
import static io.gatehouse.lapi.active.Given.scoped;
import static io.gatehouse.lapi.active.Given.typed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
  private static final String HOSTILE = "\"\\/\b\f\n\r\t\0\u001f\u007f<&>é\u2028\u2029😀";
  private static final String HOSTILE_JSON =
      "\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\\u003c\\u0026\\u003eé\\u2028\\u2029😀";

  private final ActiveDecisions active = new ActiveDecisions();

  private void hold(StoredDecision... decisions) {
    active.committed(1, List.of(decisions), List.of());
  }

  @Test
  void hostile_text_is_escaped_as_go_escapes_it() {
    hold(scoped(HOSTILE, typed(HOSTILE, decidedBy(HOSTILE, because(HOSTILE, ban(1, HOSTILE))))));

    assertThat(live(active, "", NOON))
        .isEqualTo(
            "[{\"duration\":\"4h0m0s\",\"id\":1,\"origin\":\"@\",\"scenario\":\"@\",\"scope\":\"@\","
                    .replace("@", HOSTILE_JSON)
                + "\"type\":\"@\",\"value\":\"@\"}]".replace("@", HOSTILE_JSON));
  }

  @Test
  void what_was_sent_comes_back() throws Exception {
    hold(scoped(HOSTILE, typed(HOSTILE, decidedBy(HOSTILE, because(HOSTILE, ban(1, HOSTILE))))));

    assertThat(rows(live(active, "", NOON)))
        .containsExactly(
            Map.of(
                "duration", "4h0m0s",
                "id", "1",
                "origin", HOSTILE,
                "scenario", HOSTILE,
                "scope", HOSTILE,
                "type", HOSTILE,
                "value", HOSTILE));
    DecisionFilter filter = DecisionFilter.ofLive(Map.of("value", List.of(HOSTILE)));
    assertThat(active.ids(filter, NOON)).containsExactly(1);
  }

  @Test
  void half_a_surrogate_pair_becomes_the_replacement_character() {
    hold(scoped("user", ban(1, "a\ud83d")), scoped("user", ban(2, "\ude00b")));

    assertThat(live(active, "", NOON)).contains("\"value\":\"a\\ufffd\"", "\"value\":\"\\ufffdb\"");
  }

  @Test
  void a_value_may_have_a_megabyte() throws Exception {
    String large = "x\n".repeat(1 << 19);
    hold(ban(1, "192.0.2.1"), scoped("user", ban(2, large)), scoped("user", ban(3, large + "y")));

    assertThat(rows(live(active, "", NOON)))
        .extracting(row -> row.get("value"))
        .containsExactly("192.0.2.1", large, large + "y");
    assertThat(active.ids(Given.liveFilter("value=" + large), NOON)).containsExactly(2);
  }

  @Test
  void an_empty_text_is_a_text() {
    hold(scoped("", typed("", decidedBy("", because("", ban(1, ""))))));

    assertThat(live(active, "value=", NOON))
        .isEqualTo(
            "[{\"duration\":\"4h0m0s\",\"id\":1,\"origin\":\"\",\"scenario\":\"\",\"scope\":\"\","
                + "\"type\":\"\",\"value\":\"\"}]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 511, 512, 513, 8191, 8192, 8193, 65_536})
  void the_bytes_do_not_depend_on_the_buffer(int size) {
    holdMany();
    StreamQuestion question = Given.question("startup=true", 0, NOON);
    String expected = Given.text(active.stream(question), ByteBuffer.allocate(10_000_000));

    assertThat(Given.text(active.stream(question), ByteBuffer.allocate(size))).isEqualTo(expected);
    assertThat(Given.text(active.stream(question), ByteBuffer.allocateDirect(size)))
        .isEqualTo(expected);
  }

  private void holdMany() {
    List<StoredDecision> decisions = new ArrayList<>();
    for (int id = 1; id <= 500; id++) {
      decisions.add(
          scoped(id % 3 == 0 ? "user" : "Ip", ban(id, "v".repeat(id % 7 == 0 ? 3000 : 9))));
    }
    decisions.add(ban(501, "z".repeat(20_000)));
    List<Removal> removals = List.of(new Removal(4, NOON), new Removal(490, NOON));
    active.committed(1, decisions, removals);
  }

  @Test
  void a_full_buffer_is_no_end() {
    hold(ban(1, "192.0.2.1"));
    StreamAnswer answer = active.stream(Given.question("startup=true", 0, NOON));

    assertThat(answer.fill(ByteBuffer.allocate(0))).isTrue();
    assertThat(answer.fill(ByteBuffer.allocate(1000))).isFalse();
    ByteBuffer after = ByteBuffer.allocate(10);
    assertThat(answer.fill(after)).isFalse();
    assertThat(after.position()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, 1s",
    "1s, 1s",
    "1499ms, 1s",
    "1500ms, 2s",
    "59.5s, 1m0s",
    "59m59s, 59m59s",
    "1h, 1h0m0s",
    "164h35m33s, 164h35m33s",
    "2540400h, 2540400h0m0s"
  })
  void remaining_time_is_told_in_whole_seconds(String duration, String told) {
    hold(lasting(ban(1, "192.0.2.1"), duration));

    assertThat(live(active, "", NOON)).contains("\"duration\":\"" + told + "\"");
  }

  private static List<Map<String, String>> rows(String json) throws Exception {
    List<Map<String, String>> rows = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> row = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          row.put(name, parser.getText());
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
