package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.RunningLapi.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionRoutesTest {
  private static final String STREAM = "/v1/decisions/stream";
  private static final String NOTHING = "{\"new\": [], \"deleted\": []}";

  @TempDir private Path directory;
  private RunningLapi lapi;
  private Secret key = Secret.of("");

  @BeforeEach
  void start() throws Exception {
    lapi = RunningLapi.in(directory);
    key = lapi.addBouncer("fw");
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  private Reply pull() throws Exception {
    return lapi.getWithKey(STREAM, key);
  }

  private Reply delete(String path) throws Exception {
    String token =
        lapi.administration().machine(RunningLapi.MACHINE).isPresent()
            ? RunningLapi.token(lapi.logIn(RunningLapi.MACHINE, RunningLapi.PASSWORD.reveal()))
            : lapi.addMachine();
    return lapi.send(lapi.to(path).delete().header("Authorization", "Bearer " + token));
  }

  @Test
  void the_stream_tells_what_is_new_once() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7");

    Reply first = pull();
    Reply second = pull();

    assertThat(first.body())
        .matches(
            "\\{\"new\": \\[\\{\"duration\":\"4h0m0s\",\"id\":1,\"origin\":\"cscli\","
                + "\"scenario\":\"by hand\",\"scope\":\"Ip\",\"type\":\"ban\","
                + "\"uuid\":\"[0-9a-f-]{36}\",\"value\":\"192.0.2.7\"}], \"deleted\": \\[]}");
    assertThat(first.headers().get("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(first.headers().get("Content-Type")).isEqualTo("application/json");
    assertThat(second.body()).isEqualTo(NOTHING);
  }

  @Test
  void a_deleted_decision_is_told_to_the_next_pull() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7");
    pull();

    Reply deleted = delete("/v1/decisions/1");

    assertThat(deleted.body()).isEqualTo("{\"nbDeleted\":\"1\"}");
    assertThat(pull().body()).startsWith("{\"new\": [], \"deleted\": [{").contains("192.0.2.7");
    assertThat(delete("/v1/decisions/1").status()).isEqualTo(404);
    assertThat(delete("/v1/decisions/x").body())
        .isEqualTo("{\"message\":\"decision_id must be valid integer\"}");
  }

  @Test
  void decisions_are_deleted_by_filter() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7", "192.0.2.8", "198.51.100.1");

    assertThat(delete("/v1/decisions?range=192.0.2.0/24&contains=false").body())
        .isEqualTo("{\"nbDeleted\":\"2\"}");
    assertThat(delete("/v1/decisions?colour=red").status()).isEqualTo(400);
    assertThat(pull().body()).contains("198.51.100.1");
  }

  @Test
  void startup_tells_everything_again() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7");
    pull();

    assertThat(lapi.getWithKey(STREAM + "?startup=true", key).body()).contains("192.0.2.7");
  }

  @Test
  void a_live_question_without_an_answer_is_null() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7");

    assertThat(lapi.getWithKey("/v1/decisions?ip=192.0.2.8", key).body()).isEqualTo("null");
    assertThat(lapi.getWithKey("/v1/decisions?ip=192.0.2.7", key).body())
        .startsWith("[{\"duration\":\"4h0m0s\"");
    assertThat(pull().body()).contains("192.0.2.7");
  }

  @Test
  void a_live_answer_of_any_length_is_whole() throws Exception {
    lapi.ban(
        Duration.ofHours(4),
        "192.0.2.1",
        "192.0.2.2",
        "192.0.2.3",
        "192.0.2.4",
        "192.0.2.5",
        "192.0.2.6",
        "192.0.2.7",
        "192.0.2.8",
        "192.0.2.9",
        "192.0.2.10",
        "192.0.2.11");

    String all = lapi.getWithKey("/v1/decisions", key).body();

    assertThat(all.length()).isGreaterThan(1024);
    assertThat(all)
        .startsWith("[{")
        .endsWith("\"value\":\"192.0.2.11\"}]")
        .contains("192.0.2.6\"},{");
  }

  @Test
  void a_filter_that_cant_be_read_is_refused_before_anything_is_sent() throws Exception {
    Reply live = lapi.getWithKey("/v1/decisions?ip=300.1.1.1", key);
    Reply stream = lapi.getWithKey(STREAM + "?ip=nonsense", key);

    assertThat(live.status()).isEqualTo(400);
    assertThat(live.body()).contains("invalid ip address '300.1.1.1'");
    assertThat(stream.status()).isEqualTo(400);
  }

  @Test
  void a_head_request_answers_for_the_key_alone() throws Exception {
    Reply reply = lapi.headWithKey("/v1/decisions", key);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers().get("Content-Type")).isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void the_cursor_survives_a_restart() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7");
    pull();
    lapi.close();
    lapi = RunningLapi.in(directory);
    lapi.ban(Duration.ofHours(4), "192.0.2.8");

    assertThat(pull().body()).contains("192.0.2.8").doesNotContain("192.0.2.7");
  }

  @Test
  void pulls_of_one_bouncer_at_the_same_time_are_both_whole() throws Exception {
    String[] values = new String[20_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
    }
    lapi.ban(Duration.ofHours(4), values);

    try (var slow = new RawClient(lapi.port())) {
      slow.send(
          "GET "
              + STREAM
              + "?startup=true HTTP/1.1\r\nHost: x\r\nX-Api-Key: "
              + key.reveal()
              + "\r\nUser-Agent: test-bouncer/v1\r\nConnection: close\r\n\r\n");
      Reply other = lapi.getWithKey(STREAM + "?startup=true", key);

      assertThat(other.body()).endsWith("], \"deleted\": []}");
      assertThat(slow.readAll()).endsWith("], \"deleted\": []}\r\n0\r\n\r\n");
    }
  }
}
