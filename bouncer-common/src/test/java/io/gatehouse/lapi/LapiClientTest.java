package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.Secret;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Target;
import io.gatehouse.lapi.LapiConfig.Filter;
import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.ManualTime;
import io.gatehouse.testing.RecordingSink;
import io.gatehouse.testing.ScriptedLapi;
import io.gatehouse.testing.ScriptedLapi.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LapiClientTest {
  static final String KEY = "k3y/that+must-not-leak";
  private static final String ONE_BAN = Wire.stream(Wire.BAN, "");

  private final ManualTime time = ManualTime.at("2026-01-01T12:00:00Z");
  private final ScriptedLapi lapi = ScriptedLapi.start();
  private final RecordingSink sink = new RecordingSink();

  @AfterEach
  void stop() {
    lapi.close();
  }

  private static LapiConfig.Builder config(String url) {
    return LapiConfig.at(url).apiKey(Secret.of(KEY)).module("firewall", "0.1.0");
  }

  private LapiClient client() throws LapiException {
    return LapiClient.open(config(lapi.url()).build(), time);
  }

  private PullSummary pull(LapiConfig.Builder config, Pull pull) throws LapiException {
    try (LapiClient client = LapiClient.open(config.build(), time)) {
      return client.pull(pull, sink);
    }
  }

  private LapiException failureOf(Answer answer) {
    lapi.then(answer);
    return failureOf(config(lapi.url()));
  }

  private LapiException failureOf(LapiConfig.Builder config) {
    LapiException failure =
        catchThrowableOfType(LapiException.class, () -> pull(config, Pull.FULL));
    assertThat(failure).hasMessageStartingWith("lapi: ").hasMessageNotContaining(KEY).hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  @Test
  void asks_for_everything_and_without_deduplication() throws LapiException {
    lapi.thenJson(ONE_BAN);

    pull(config(lapi.url()), Pull.FULL);

    Request request = lapi.takeRequest();
    assertThat(request.target()).isEqualTo("/v1/decisions/stream?dedup=false&startup=true");
    assertThat(request.header("X-Api-Key")).isEqualTo(KEY);
    assertThat(request.header("User-Agent")).isEqualTo("gatehouse-firewall/v0.1.0");
    assertThat(sink.lines())
        .containsExactly(
            "begin FULL",
            "+1 192.0.2.1 ban crowdsec crowdsecurity/ssh-bf 2026-01-01T16:00:00Z",
            "commit");
  }

  @Test
  void asks_for_changes_and_without_deduplication() throws LapiException {
    pull(config(lapi.url()), Pull.DELTA);

    assertThat(lapi.takeRequest().target()).isEqualTo("/v1/decisions/stream?dedup=false");
    assertThat(sink.lines()).containsExactly("begin DELTA", "commit");
  }

  @Test
  void asks_for_what_the_filter_says() throws LapiException {
    Filter filter =
        new Filter(
            List.of("ip", "country"), List.of("CAPI", "a&b"), List.of("ssh"), List.of("x", "y"));

    pull(config(lapi.url()).filter(filter), Pull.FULL);

    assertThat(lapi.takeRequest().target())
        .endsWith(
            "startup=true&scopes=ip%2Ccountry&origins=CAPI%2Ca%26b&scenarios_containing=ssh"
                + "&scenarios_not_containing=x%2Cy");
  }

  @ParameterizedTest
  @CsvSource({"'', /v1", "base, /base/v1", "base/, /base/v1", "?x=1#y, /v1"})
  void keeps_the_path_of_the_address(String suffix, String path) throws LapiException {
    pull(config(lapi.url() + suffix), Pull.DELTA);

    assertThat(lapi.takeRequest().target()).isEqualTo(path + "/decisions/stream?dedup=false");
  }

  @Test
  void sends_user_and_password_of_the_address_to_a_proxy_and_shows_them_nowhere()
      throws LapiException {
    LapiConfig.Builder config = config(lapi.url().replace("://", "://ann:pa55word@"));

    pull(config, Pull.DELTA);

    assertThat(lapi.takeRequest().header("Authorization")).isEqualTo("Basic YW5uOnBhNTV3b3Jk");
    assertThat(config.build().displayUrl()).isEqualTo(lapi.url());
    assertThat(config.build().toString()).doesNotContain("pa55word").doesNotContain(KEY);
  }

  @Test
  void hands_rows_on_while_the_answer_still_comes_in() throws Exception {
    Semaphore gate = new Semaphore(0);
    lapi.then(Answer.gated("{\"new\":[" + Wire.BAN + ",", gate, Wire.BAN + "]}"));

    try (LapiClient client = client()) {
      var pull = CompletableFuture.supplyAsync(() -> pullQuietly(client));
      Awaitility.await().until(() -> sink.rows().size() == 1);
      gate.release();
      assertThat(pull.get().added()).isEqualTo(2);
    }
  }

  private PullSummary pullQuietly(LapiClient client) {
    try {
      return client.pull(Pull.FULL, sink);
    } catch (LapiException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void reads_an_answer_that_drips_byte_by_byte() throws LapiException {
    lapi.then(Answer.chunked(1, ONE_BAN));

    assertThat(pull(config(lapi.url()), Pull.FULL).added()).isEqualTo(1);
  }

  @Test
  void keeps_its_connection_for_the_next_pull() throws LapiException {
    try (LapiClient client = client()) {
      client.pull(Pull.FULL, sink);
      client.pull(Pull.DELTA, sink);
      client.checkKey();
    }

    assertThat(lapi.connectionsAccepted()).isEqualTo(1);
  }

  @Test
  void marks_a_delta_as_doubtful_that_had_to_be_asked_for_twice() throws LapiException {
    lapi.thenJson(ONE_BAN).then(Answer.hangUp()).thenJson(ONE_BAN);

    try (LapiClient client = client()) {
      assertThat(client.pull(Pull.FULL, sink).isDoubtful()).isFalse();
      assertThat(client.pull(Pull.DELTA, sink).isDoubtful()).isTrue();
    }
  }

  @Test
  void refused_key_is_denied_and_says_how_to_get_one() {
    LapiException failure =
        failureOf(Answer.of(403, "application/json", "{\"message\":\"access forbidden\"}"));

    assertThat(failure.kind()).isEqualTo(Kind.DENIED);
    assertThat(failure.status()).hasValue(403);
    assertThat(failure.isTransient()).isFalse();
    assertThat(failure.mayHaveLostDecisions()).isFalse();
    assertThat(failure)
        .hasMessage(
            "lapi: "
                + lapi.url()
                + " refused the API key (403); create one with `cscli bouncers add NAME`");
    assertThat(sink.lines()).isEmpty();
  }

  @Test
  void redirect_is_not_followed_and_says_where_it_points() {
    LapiException failure = failureOf(Answer.redirect("https://elsewhere.example/?k=" + KEY));

    assertThat(failure.kind()).isEqualTo(Kind.REDIRECTED);
    assertThat(failure).hasMessageContaining("https://elsewhere.example/?k=***");
    assertThat(lapi.takeRequest().method()).isEqualTo("GET");
    assertThat(lapi.requestsWaiting()).isZero();
  }

  @Test
  void server_error_shows_the_message_of_the_lapi_without_the_key() {
    LapiException failure =
        failureOf(Answer.of(500, "application/json", "{\"message\":\"no row for " + KEY + "\"}"));

    assertThat(failure.kind()).isEqualTo(Kind.SERVER_ERROR);
    assertThat(failure.isTransient()).isTrue();
    assertThat(failure).hasMessageContaining("answered 500 (no row for ***)");
  }

  @Test
  void other_status_shows_a_bounded_piece_of_the_page() {
    LapiException failure = failureOf(Answer.of(404, "text/html", "<h1>\nNo\0</h1>".repeat(9_999)));

    assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED_STATUS);
    assertThat(failure.getMessage()).contains("404 (<h1> No </h1>").hasSizeLessThan(400);
  }

  @Test
  void html_in_a_200_is_malformed_and_shows_how_it_began() {
    LapiException failure =
        failureOf(Answer.of(200, "text/html", "<html><body>" + KEY + " Welcome</body></html>"));

    assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(failure).hasMessageContaining("it began with '<html><body>*** Welcome");
    assertThat(sink.lines()).containsExactly("begin FULL", "abort");
  }

  @Test
  void cut_connection_aborts_the_pull() {
    LapiException failure = failureOf(Answer.cutAfter(ONE_BAN.length() - 5, ONE_BAN));

    assertThat(failure.kind()).isEqualTo(Kind.CUT_SHORT);
    assertThat(failure.mayHaveLostDecisions()).isTrue();
    assertThat(sink.lines()).startsWith("begin FULL").endsWith("abort").doesNotContain("commit");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 100})
  void truncated_json_aborts_the_pull(int length) {
    LapiException failure =
        failureOf(Answer.of(200, "application/json", ONE_BAN.substring(0, length)));

    assertThat(failure.kind()).isEqualTo(Kind.CUT_SHORT);
    assertThat(sink.lines()).endsWith("abort");
  }

  @Test
  void body_that_ends_right_after_the_json_but_before_the_promised_length_is_cut_short() {
    String padded = ONE_BAN + " ".repeat(50);

    LapiException failure = failureOf(Answer.cutAfter(ONE_BAN.length() + 3, padded));

    assertThat(failure.kind()).isEqualTo(Kind.CUT_SHORT);
  }

  @Test
  void silent_lapi_is_a_timeout() {
    lapi.then(Answer.hang());

    LapiException failure = failureOf(config(lapi.url()).idleTimeout(Duration.ofMillis(200)));

    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure.mayHaveLostDecisions()).isTrue();
    assertThat(failure).hasMessageContaining("did not answer within 0.2s");
  }

  @Test
  void answer_that_stalls_is_a_timeout() {
    lapi.then(Answer.stallAfter(100, ONE_BAN));

    LapiException failure = failureOf(config(lapi.url()).idleTimeout(Duration.ofMillis(200)));

    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(sink.lines()).containsExactly("begin FULL", "abort");
  }

  @Test
  void nobody_listening_is_unreachable_and_loses_nothing() {
    lapi.close();

    LapiException failure = failureOf(config(lapi.url()));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.mayHaveLostDecisions()).isFalse();
  }

  @Test
  void answer_without_end_is_refused_at_the_limit_of_decisions() {
    lapi.then(Answer.endless("{\"new\":[" + Wire.BAN, ("," + Wire.BAN).repeat(100)));

    LapiException failure = failureOf(config(lapi.url()).limits(new AnswerLimits(1L << 31, 5_000)));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(failure).hasMessageContaining("more than 5000 decisions");
    assertThat(sink.lines()).endsWith("abort").hasSize(5_002);
  }

  @Test
  void answer_without_end_is_refused_at_the_limit_of_bytes() {
    lapi.then(Answer.endless("{\"new\":[", " ".repeat(10_000)));

    LapiException failure =
        failureOf(config(lapi.url()).limits(new AnswerLimits(1_000_000, 5_000)));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void skipped_rows_are_logged_once_and_without_the_key() throws LapiException {
    String bad = Wire.ban(7, "junk-" + KEY);
    lapi.thenJson(Wire.stream(bad + "," + bad + "," + bad + "," + bad + "," + Wire.BAN, ""));

    try (LogLines log = LogLines.of("io.gatehouse.lapi")) {
      PullSummary summary = pull(config(lapi.url()), Pull.FULL);

      assertThat(summary.skipped().count()).isEqualTo(4);
      assertThat(log.levels()).containsExactly("WARN");
      assertThat(log.texts().get(0))
          .contains("4 of 5 rows")
          .contains("junk-***")
          .doesNotContain(KEY);
    }
  }

  @Test
  void sink_that_fails_has_its_pull_aborted() throws LapiException {
    lapi.thenJson(ONE_BAN);
    sink.failNextRow();

    try (LapiClient client = client()) {
      assertThatIllegalStateException().isThrownBy(() -> client.pull(Pull.FULL, sink));
    }

    assertThat(sink.lines()).containsExactly("begin FULL", "abort");
  }

  @Test
  void close_ends_a_pull_that_waits() throws Exception {
    lapi.then(Answer.stallAfter(100, ONE_BAN));
    LapiClient client = client();
    var failure =
        CompletableFuture.supplyAsync(
            () -> catchThrowableOfType(LapiException.class, () -> client.pull(Pull.FULL, sink)));
    Awaitility.await().until(() -> sink.lines().contains("begin FULL"));

    client.close();

    assertThat(failure.get().kind()).isEqualTo(Kind.CLOSED);
    assertThat(catchThrowableOfType(LapiException.class, client::checkKey).kind())
        .isEqualTo(Kind.CLOSED);
  }

  @Test
  void live_answer_lists_the_decisions_of_an_address() throws LapiException {
    lapi.thenJson("[" + Wire.BAN + "," + Wire.with("type", "\"Captcha\"") + "]");

    try (LapiClient client = client()) {
      List<Decision> decisions = client.decisionsFor(address("2001:db8::1"));

      assertThat(lapi.takeRequest().target()).isEqualTo("/v1/decisions?ip=2001%3Adb8%3A%3A1");
      assertThat(decisions)
          .extracting(d -> d.kind().remediation().word())
          .containsExactly("ban", "captcha");
    }
  }

  @Test
  void live_mode_asks_about_a_country_by_scope_and_value() throws LapiException {
    lapi.thenJson("null");

    try (LapiClient client = client()) {
      client.decisionsFor(new Target.Country("FR"));

      assertThat(lapi.takeRequest().target()).isEqualTo("/v1/decisions?scopes=Country&value=FR");
    }
  }

  private static Target address(String text) {
    return new Target.Prefix(IpPrefix.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void live_answer_may_be_null_or_empty(String body) throws LapiException {
    lapi.thenJson(body);

    try (LapiClient client = client()) {
      assertThat(client.decisionsFor(address("192.0.2.1"))).isEmpty();
    }
  }

  @Test
  void key_check_is_a_head_request_that_moves_no_cursor() throws LapiException {
    lapi.then(Answer.of(200, "text/plain", "")).then(Answer.of(403, "text/plain", ""));

    try (LapiClient client = client()) {
      client.checkKey();
      LapiException refused = catchThrowableOfType(LapiException.class, client::checkKey);

      assertThat(refused.kind()).isEqualTo(Kind.DENIED);
    }
    assertThat(lapi.takeRequest().method()).isEqualTo("HEAD");
  }

  @Test
  void pulls_over_a_unix_socket(@TempDir Path dir) throws LapiException {
    try (ScriptedLapi local = ScriptedLapi.startOn(dir.resolve("lapi.sock"))) {
      local.then(Answer.chunked(7, ONE_BAN));

      try (LapiClient client = LapiClient.open(config(local.url()).build(), time)) {
        assertThat(client.pull(Pull.FULL, sink).added()).isEqualTo(1);
        assertThat(client.pull(Pull.DELTA, sink).added()).isZero();
      }
      assertThat(local.takeRequest().header("Host")).isEqualTo("localhost");
      assertThat(local.connectionsAccepted()).isEqualTo(1);
    }
  }

  @Test
  void silent_unix_socket_is_a_timeout(@TempDir Path dir) {
    try (ScriptedLapi local = ScriptedLapi.startOn(dir.resolve("lapi.sock"))) {
      local.then(Answer.stallAfter(10, ONE_BAN));

      assertThat(failureOf(config(local.url()).idleTimeout(Duration.ofMillis(200))).kind())
          .isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void missing_unix_socket_is_unreachable(@TempDir Path dir) {
    LapiException failure = failureOf(config(dir.resolve("none.sock").toString()));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("none.sock can't be reached");
  }
}
