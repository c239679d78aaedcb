package io.gatehouse.lapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.DecisionStream.FirstFailure;
import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.lapi.StreamStatus.State;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.ManualTime;
import io.gatehouse.testing.RecordingSink;
import io.gatehouse.testing.ScriptedLapi;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DecisionStreamTest {
  private static final String KEY = "k3y-that-must-not-leak";
  private static final Answer ONE_BAN = Answer.json(Wire.stream(Wire.BAN, ""));
  private static final Answer BROKEN = Answer.of(500, "application/json", "{\"message\":\"db\"}");
  private static final Answer REFUSED = Answer.of(403, "application/json", "{}");
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final ManualTime time = ManualTime.at(START.toString());
  private final ScriptedLapi lapi = ScriptedLapi.start();
  private final RecordingSink sink = new RecordingSink();
  private final LogLines log = LogLines.of(DecisionStream.class.getName());
  private DecisionStream stream = stream(FirstFailure.RETRY);

  @AfterEach
  void stop() {
    stream.close();
    lapi.close();
    log.close();
  }

  private DecisionStream stream(FirstFailure firstFailure) {
    LapiConfig config = LapiConfig.at(lapi.url()).apiKey(Secret.of(KEY)).build();
    try {
      LapiClient client = LapiClient.open(config, time);
      return new DecisionStream(client, sink, firstFailure, time, time, new Random(7));
    } catch (LapiException e) {
      throw new AssertionError(e);
    }
  }

  private String nextRequest() {
    return lapi.takeRequest().target().contains("startup=true") ? "FULL" : "DELTA";
  }

  /** Starts and comes to rest after the first pull. */
  private void started() {
    stream.start();
    assertThat(nextRequest()).isEqualTo("FULL");
    time.awaitWaiter();
  }

  /** Lets the present wait pass and comes to rest after the next pull. */
  private String turn() {
    time.passWait();
    String request = nextRequest();
    time.awaitWaiter();
    return request;
  }

  @Test
  void pulls_everything_and_then_changes_at_every_turn() throws Exception {
    lapi.then(ONE_BAN);
    stream.start();

    assertThat(stream.firstPull().get().added()).isEqualTo(1);
    assertThat(nextRequest()).isEqualTo("FULL");
    assertThat(time.passWait()).hasSeconds(10);
    assertThat(nextRequest()).isEqualTo("DELTA");
    time.awaitWaiter();
    assertThat(sink.lines()).endsWith("commit", "begin DELTA", "commit");
    assertThat(stream.status())
        .extracting(StreamStatus::state, StreamStatus::requests, StreamStatus::failures)
        .containsExactly(State.CONNECTED, 2L, 0L);
  }

  @Test
  void is_connecting_until_a_pull_succeeds() {
    lapi.then(BROKEN);
    started();

    assertThat(stream.status().state()).isEqualTo(State.CONNECTING);
    assertThat(stream.status().lastError()).hasValueSatisfying(e -> assertThat(e).contains("500"));
    assertThat(turn()).isEqualTo("FULL");
    assertThat(stream.status().state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void goes_stale_and_recovers_with_a_delta() {
    started();
    lapi.then(BROKEN).then(BROKEN);

    turn();
    assertThat(stream.status().state()).isEqualTo(State.STALE);
    assertThat(stream.status().since()).isEqualTo(START.plusSeconds(10));
    assertThat(stream.status().lastSuccess()).contains(START);
    turn();
    assertThat(stream.status().since()).isEqualTo(START.plusSeconds(10));
    assertThat(stream.status().streak()).isEqualTo(2);

    assertThat(turn()).isEqualTo("DELTA");
    assertThat(stream.status())
        .extracting(StreamStatus::state, StreamStatus::streak, StreamStatus::failures)
        .containsExactly(State.CONNECTED, 0, 2L);
  }

  @Test
  void says_once_that_it_fails_and_once_that_it_recovered() {
    started();
    lapi.then(BROKEN).then(BROKEN).then(BROKEN);

    for (int i = 0; i < 5; i++) {
      turn();
    }

    assertThat(log.levels()).containsExactly("INFO", "WARN", "DEBUG", "DEBUG", "INFO");
    assertThat(log.texts().get(4)).contains("after 3 failures");
  }

  @Test
  void says_again_when_a_failing_lapi_begins_to_refuse_the_key() {
    started();
    lapi.then(BROKEN).then(REFUSED).then(REFUSED);

    for (int i = 0; i < 3; i++) {
      turn();
    }

    assertThat(stream.status().state()).isEqualTo(State.DENIED);
    assertThat(log.levels()).containsExactly("INFO", "WARN", "WARN", "DEBUG");
    assertThat(log.texts().get(2)).contains("cscli bouncers add");
  }

  @Test
  void waits_longer_the_more_often_it_fails_but_never_over_a_minute() {
    started();
    for (int i = 0; i < 20; i++) {
      lapi.then(BROKEN);
    }
    time.passWait();

    Duration longest = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      nextRequest();
      Duration wait = time.awaitWaiter();
      assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(1L << Math.min(i, 6)));
      assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(60));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      time.passWait();
    }
    assertThat(longest).isGreaterThan(Duration.ofSeconds(8));
  }

  @Test
  void asks_for_everything_after_an_answer_that_was_cut() {
    started();
    lapi.then(Answer.cutAfter(20, Wire.stream(Wire.BAN, "")));

    assertThat(turn()).isEqualTo("DELTA");
    assertThat(sink.lines()).endsWith("begin DELTA", "abort");
    assertThat(turn()).isEqualTo("FULL");
    assertThat(turn()).isEqualTo("DELTA");
  }

  @Test
  void asks_for_everything_after_html() {
    started();
    lapi.then(Answer.of(200, "text/html", "<html>"));

    turn();

    assertThat(turn()).isEqualTo("FULL");
  }

  @Test
  void asks_for_everything_after_a_long_gap() {
    started();
    time.awaitWaiter();

    time.advance(Duration.ofMinutes(11));

    assertThat(nextRequest()).isEqualTo("FULL");
  }

  @Test
  void pulls_everything_now_when_told() {
    started();

    stream.pullFullNow();

    assertThat(nextRequest()).isEqualTo("FULL");
    time.awaitWaiter();
    assertThat(turn()).isEqualTo("DELTA");
    assertThat(time.instant()).isEqualTo(START.plusSeconds(10));
  }

  @Test
  void first_failure_can_be_the_end() {
    lapi.then(REFUSED);
    stream.close();
    stream = stream(FirstFailure.STOP);

    stream.start();

    assertThatThrownBy(stream.firstPull()::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            LapiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED));
    stream.close();
    assertThat(stream.status().state()).isEqualTo(State.STOPPED);
    assertThat(lapi.requestsWaiting()).isEqualTo(1);
  }

  @Test
  void later_failure_is_not_the_end_even_then() {
    stream.close();
    stream = stream(FirstFailure.STOP);
    started();
    lapi.then(BROKEN);

    turn();

    assertThat(turn()).isEqualTo("DELTA");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void closes_within_a_second_when_the_lapi_hangs(int bytesOfTheBody) {
    Answer stalled = Answer.stallAfter(bytesOfTheBody, Wire.stream(Wire.BAN, ""));
    lapi.then(bytesOfTheBody == 0 ? Answer.hang() : stalled);
    stream.start();
    nextRequest();

    long before = System.nanoTime();
    stream.close();

    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(1));
    assertThat(stream.status().state()).isEqualTo(State.STOPPED);
    assertThatThrownBy(stream.firstPull()::get).isInstanceOf(CancellationException.class);
    assertThat(log.levels()).isEmpty();
  }

  @Test
  void closes_while_it_waits_and_twice_and_unstarted() {
    stream.close();
    stream.start();
    assertThat(stream.firstPull()).isCancelled();
    stream = stream(FirstFailure.RETRY);
    started();

    stream.close();
    stream.close();

    assertThat(stream.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void goes_on_with_everything_when_the_sink_fails() {
    lapi.then(ONE_BAN).then(ONE_BAN);
    sink.failNextRow();
    started();

    assertThat(stream.status().state()).isEqualTo(State.CONNECTING);
    assertThat(log.levels()).containsExactly("ERROR", "WARN");
    assertThat(turn()).isEqualTo("FULL");
    assertThat(sink.lines()).startsWith("begin FULL", "abort", "begin FULL").endsWith("commit");
  }

  @Test
  void key_is_in_no_log_line_and_no_status() {
    String echo = "{\"message\":\"bad " + KEY + "\"}";
    lapi.then(Answer.of(500, "application/json", echo))
        .then(Answer.of(200, "application/json", echo))
        .then(Answer.redirect("http://x.example/" + KEY))
        .then(Answer.of(403, "application/json", echo))
        .then(Answer.of(418, "text/plain", KEY));
    stream.start();

    for (int i = 0; i < 5; i++) {
      time.awaitWaiter();
      assertThat(stream.status().toString()).doesNotContain(KEY);
      time.passWait();
      nextRequest();
    }

    assertThat(log.texts()).hasSizeGreaterThan(4).noneMatch(line -> line.contains(KEY));
  }
}
