package io.gatehouse.lapi.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.LapiServerConfig.Limits;
import io.gatehouse.lapi.server.RunningLapi.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import okhttp3.RequestBody;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileClientsTest {
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final String STREAM = "/v1/decisions/stream";

  @TempDir private Path directory;
  private RunningLapi lapi;

  @BeforeEach
  void start() throws Exception {
    Limits usual = Limits.DEFAULT;
    Limits impatient =
        new Limits(
            usual.loginBodyBytes(),
            usual.bodyBytes(),
            usual.bodiesInFlightBytes(),
            usual.connections(),
            IDLE,
            1000);
    lapi = RunningLapi.in(directory, config -> config.limits(impatient));
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  /** Sends a character every 100 ms until the server has had enough. */
  private static void dribble(RawClient client, String text) {
    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(() -> isRefused(client, text));
  }

  private static boolean isRefused(RawClient client, String text) {
    try {
      client.send(text);
      return client.input().available() > 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void a_head_that_never_ends_is_cut_off() throws Exception {
    try (RawClient client = new RawClient(lapi.port())) {
      client.send("GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ");

      dribble(client, "a");
    }
  }

  @Test
  void a_second_head_that_never_ends_is_cut_off() throws Exception {
    try (RawClient client = new RawClient(lapi.port())) {
      client.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
      byte[] some = new byte[10];
      assertThat(client.input().readNBytes(some, 0, 10)).isEqualTo(10);
      client.input().skipNBytes(client.input().available());
      client.send("GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ");

      dribble(client, "a");
    }
  }

  @Test
  void a_body_that_never_ends_is_cut_off() throws Exception {
    try (RawClient client = new RawClient(lapi.port())) {
      client.send("POST /v1/watchers/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");

      dribble(client, "a");
    }
  }

  @Test
  void a_reader_that_takes_nothing_holds_up_nobody_and_is_cut_off() throws Exception {
    Secret key = lapi.addBouncer("fw");
    banMany();
    try (RawClient stuck = new RawClient(lapi.port(), 4096)) {
      stuck.send(pull(key));
      assertThat(stuck.input().read()).isEqualTo('H');

      for (int i = 0; i < 20; i++) {
        assertThat(lapi.headWithKey(STREAM, key).status()).isEqualTo(200);
      }
      assertThat(lapi.getWithKey(STREAM + "?startup=true", key).body()).endsWith("]}");
      Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> lapi.server.connections() == 1);
      assertThat(stuck.readAll()).doesNotContain("\"deleted\": []}");
    }
  }

  @Test
  void a_pull_that_was_not_taken_to_its_end_moves_no_cursor() throws Exception {
    Secret key = lapi.addBouncer("fw");
    assertThat(lapi.getWithKey(STREAM, key).status()).isEqualTo(200);
    banMany();
    try (RawClient gone = new RawClient(lapi.port(), 4096)) {
      gone.send(pull(key).replace("?startup=true", ""));
      assertThat(gone.input().read()).isEqualTo('H');
    }

    assertThat(lapi.getWithKey(STREAM, key).body()).contains("10.0.0.0", "10.0.1.1");
  }

  private static String pull(Secret key) {
    return "GET "
        + STREAM
        + "?startup=true HTTP/1.1\r\nHost: x\r\nUser-Agent: test-bouncer/v1\r\nX-Api-Key: "
        + key.reveal()
        + "\r\n\r\n";
  }

  private void banMany() throws Exception {
    String[] values = new String[60_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255);
    }
    lapi.ban(Duration.ofHours(4), values);
  }

  @Test
  void a_gzip_bomb_is_refused_without_being_unpacked() throws Exception {
    String token = lapi.addMachine();
    byte[] bomb = gzip(out -> writeZeros(out, 60 << 20));

    Reply reply =
        lapi.send(
            lapi.to("/v1/usage-metrics")
                .header("Authorization", "Bearer " + token)
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(bomb)));

    assertThat(bomb.length).isLessThan(1 << 20);
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void a_login_of_more_than_2_mib_is_refused() throws Exception {
    Reply plain = lapi.logIn("x".repeat(3 << 20), "y");
    byte[] packed = gzip(out -> writeLogin(out, 3 << 20));
    Reply gzipped =
        lapi.send(
            lapi.to("/v1/watchers/login")
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(packed)));

    assertThat(plain.status()).isEqualTo(400);
    assertThat(plain.body()).isEqualTo("{\"message\":\"http: request body too large\"}");
    assertThat(gzipped.status()).isEqualTo(401);
    assertThat(gzipped.body()).startsWith("{\"code\":401,\"message\":\"missing: ");
  }

  /** Writes what is to be packed. */
  @FunctionalInterface
  private interface Plain {
    void writeTo(OutputStream out) throws IOException;
  }

  private static byte[] gzip(Plain plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      plain.writeTo(out);
    }
    return packed.toByteArray();
  }

  private static void writeZeros(OutputStream out, int bytes) throws IOException {
    byte[] spaces = " ".repeat(1 << 16).getBytes(UTF_8);
    for (int i = 0; i < bytes; i += spaces.length) {
      out.write(spaces);
    }
  }

  private static void writeLogin(OutputStream out, int bytes) throws IOException {
    out.write("{\"machine_id\":\"".getBytes(UTF_8));
    writeZeros(out, bytes);
  }

  @Test
  void json_is_not_followed_into_any_depth() throws Exception {
    String deep = "{\"machine_id\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(lapi.post("/v1/watchers", deep).status()).isEqualTo(400);
  }

  @Test
  void broken_gzip_is_refused() throws Exception {
    Reply reply =
        lapi.send(
            lapi.to("/v1/watchers")
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create("no gzip at all", null)));

    assertThat(reply.status()).isEqualTo(400);
  }

  /**
   * {@code ~} stands for the end of a line, a request line and what follows Host apart by a bar.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/allowlists/%zz HTTP/1.1|~",
        "GET /v1/heartbeat?a=%2 HTTP/1.1|~",
        "GET /health HTTP/9.9|~",
        "GET /health HTTP/1.1|Content-Length: 1~Content-Length: 2~~",
        "POST /v1/watchers HTTP/1.1|Content-Length: 4~Transfer-Encoding: chunked~~0~~",
        "POST /v1/watchers HTTP/1.1|Transfer-Encoding: chunked, identity~~",
        "POST /v1/watchers HTTP/1.1|Transfer-Encoding : chunked~~0~~",
        "GET /health HTTP/1.1|Bad Name: y~~",
        "GET /health HTTP/1.1|Host: y~~",
        "\u0000\u0001|~",
      })
  void nonsense_is_answered_with_an_error_and_ends_the_connection(String request) throws Exception {
    try (RawClient client = new RawClient(lapi.port())) {
      client.send(request.replace("|", "~Host: x~").replace("~", "\r\n"));

      assertThat(client.readAll()).matches("(?s)HTTP/1.1 (400|501|505) .*").doesNotContain("<");
    }
  }

  @Test
  void an_oversized_head_is_refused() throws Exception {
    try (RawClient client = new RawClient(lapi.port())) {
      client.send("GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n");

      assertThat(client.readAll()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void guessing_keys_is_slowed_and_known_bouncers_are_not() throws Exception {
    Secret key = lapi.addBouncer("fw");
    assertThat(lapi.getWithKey(STREAM, key).status()).isEqualTo(200);
    ExecutorService guessers = Executors.newFixedThreadPool(40);
    List<CompletableFuture<Integer>> guesses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String guess = "guess" + i;
      guesses.add(CompletableFuture.supplyAsync(() -> statusOf(guess), guessers));
    }

    List<Integer> statuses = guesses.stream().map(CompletableFuture::join).toList();
    guessers.shutdown();

    assertThat(statuses).contains(403, 429).doesNotContain(200);
    assertThat(lapi.getWithKey(STREAM, key).status()).isEqualTo(200);
  }

  private int statusOf(String guess) {
    try {
      return lapi.getWithKey("/v1/decisions", Secret.of(guess)).status();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void many_idle_connections_keep_nobody_from_an_answer() throws Exception {
    Secret key = lapi.addBouncer("fw");
    List<RawClient> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        idle.add(new RawClient(lapi.port()));
      }

      assertThat(lapi.headWithKey(STREAM, key).status()).isEqualTo(200);
    } finally {
      for (RawClient client : idle) {
        client.close();
      }
    }
  }

  @Test
  void unknown_paths_and_methods_have_empty_answers() throws Exception {
    assertThat(lapi.get("/v1/nothing").status()).isEqualTo(404);
    assertThat(lapi.get("/v1/nothing").body()).isEmpty();
    Reply wrong = lapi.post("/v1/heartbeat", "");
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.headers().get("Allow")).isEqualTo("GET");
    assertThat(wrong.body()).isEmpty();
  }

  @Test
  void a_trailing_slash_is_sent_to_the_path_without_it() throws Exception {
    Reply get = lapi.get("/v1/decisions/?ip=1.2.3.4");
    Reply post = lapi.post("/v1/watchers/", "");

    assertThat(get.status()).isEqualTo(301);
    assertThat(get.headers().get("Location")).isEqualTo("/v1/decisions?ip=1.2.3.4");
    assertThat(post.status()).isEqualTo(307);
  }
}
