package io.gatehouse.lapi.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.Waiting;
import io.gatehouse.testing.Answer;
import io.gatehouse.testing.ManualTime;
import io.gatehouse.testing.ScriptedLapi;
import io.gatehouse.testing.ScriptedLapi.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final String TOKEN =
      "{\"code\":200,\"expire\":\"2026-01-01T01:00:00Z\",\"token\":\"t\"}";

  private final ScriptedLapi lapi = ScriptedLapi.start();
  private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
  private final Semaphore turn = new Semaphore(0);
  private LapiMachine machine;

  /** Time passes when the test says so. */
  private final Waiting steps =
      new Waiting() {
        @Override
        public void await(Duration time) throws InterruptedException {
          pauses.add(time);
          turn.acquire();
        }

        @Override
        public void wake() {
          turn.release();
        }
      };

  @BeforeEach
  void open() throws Exception {
    machine =
        LapiMachine.open(
            MachineCredentials.of(lapi.url(), "web01", Secret.of("s3cret")),
            "detector",
            "0.1.0",
            ManualTime.at("2026-01-01T00:00:00Z"));
  }

  @AfterEach
  void close() {
    machine.close();
    lapi.close();
  }

  private void passes() throws InterruptedException {
    assertThat(pauses.poll(10, TimeUnit.SECONDS)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void says_what_it_runs_then_beats_each_minute() throws Exception {
    lapi.thenJson(TOKEN).thenJson("{}").thenJson("{}");
    try (Heartbeat heartbeat = Heartbeat.of(machine, List.of("crowdsecurity/ssh-bf"), steps)) {
      assertThat(heartbeat).isNotNull();
      passes();
      turn.release();
      passes();

      Request login = lapi.takeRequest();
      assertThat(login.target()).isEqualTo("/v1/watchers/login");
      assertThat(login.body()).contains("\"scenarios\":[\"crowdsecurity/ssh-bf\"]");
      assertThat(lapi.takeRequest().target()).isEqualTo("/v1/heartbeat");
      assertThat(lapi.takeRequest().target()).isEqualTo("/v1/heartbeat");
      assertThat(lapi.requestsWaiting()).isZero();
    }
  }

  @Test
  void a_lapi_that_was_away_is_told_what_it_runs_when_it_is_back() throws Exception {
    Answer broken = Answer.of(500, "application/json", "{}");
    lapi.then(broken).then(broken);
    try (Heartbeat heartbeat = Heartbeat.of(machine, List.of("crowdsecurity/ssh-bf"), steps)) {
      assertThat(heartbeat).isNotNull();
      passes();
      lapi.thenJson(TOKEN).thenJson("{}");
      turn.release();
      passes();

      assertThat(lapi.requestsWaiting()).isEqualTo(4);
      assertThat(lapi.takeRequest().target()).isEqualTo("/v1/watchers/login");
      assertThat(lapi.takeRequest().target()).isEqualTo("/v1/watchers/login");
      assertThat(lapi.takeRequest().body()).contains("crowdsecurity/ssh-bf");
    }
  }

  @Test
  void a_lapi_that_hangs_does_not_keep_it_from_ending() throws Exception {
    lapi.then(Answer.hang());
    Heartbeat heartbeat = Heartbeat.of(machine, List.of(), steps);
    lapi.takeRequest();

    machine.close();
    heartbeat.close();

    assertThat(heartbeat.isRunning()).isFalse();
  }
}
