package io.gatehouse.detector.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.Alerts;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.Backoff;
import io.gatehouse.lapi.machine.LapiMachine;
import io.gatehouse.lapi.machine.MachineCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import okio.ByteString;
import okio.GzipSource;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LapiOutletTest {
  private static final String BAD = "198.51.100.66";

  @TempDir private Path dir;
  private final MockWebServer lapi = new MockWebServer();
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger failing = new AtomicInteger();
  private volatile int badStatus = 500;
  private LapiMachine machine;

  @BeforeEach
  void start() throws Exception {
    lapi.setDispatcher(new Lapi());
    lapi.start();
    machine =
        LapiMachine.open(
            MachineCredentials.of(lapi.url("/").toString(), "web01", Secret.of("s3cret")),
            "detector",
            "0.1.0",
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    machine.close();
    lapi.close();
  }

  @Test
  void alerts_are_sent_together_and_forgotten() {
    LapiOutlet outlet = open(100);

    outlet.take(List.of(about("192.0.2.1"), about("192.0.2.2")));

    await().until(() -> outlet.pending() == 0);
    assertThat(taken).hasSize(1).first().asString().contains("192.0.2.1", "192.0.2.2");
    outlet.close();
    assertThat(spool()).doesNotExist();
  }

  @Test
  void what_the_lapi_does_not_take_is_sent_again() {
    failing.set(3);
    LapiOutlet outlet = open(100);

    outlet.take(List.of(about("192.0.2.1")));

    await().until(() -> outlet.pending() == 0);
    assertThat(taken).hasSize(1);
    assertThat(outlet.lost()).isZero();
    outlet.close();
  }

  @Test
  void an_alert_that_is_refused_is_given_up_alone() {
    LapiOutlet outlet = open(100);

    outlet.take(List.of(about("192.0.2.1"), about(BAD), about("192.0.2.2")));

    await().until(() -> outlet.pending() == 0);
    assertThat(String.join(" ", taken)).contains("192.0.2.1", "192.0.2.2").doesNotContain(BAD);
    assertThat(outlet.lost()).isEqualTo(1);
    outlet.close();
  }

  @Test
  void a_plain_refusal_is_believed_at_once() {
    badStatus = 400;
    LapiOutlet outlet = open(100);

    outlet.take(List.of(about(BAD)));

    await().until(() -> outlet.pending() == 0);
    assertThat(outlet.lost()).isEqualTo(1);
    outlet.close();
  }

  @Test
  void the_oldest_are_given_up_where_too_many_wait() {
    failing.set(Integer.MAX_VALUE);
    LapiOutlet outlet = open(2);

    outlet.take(List.of(about("192.0.2.1"), about("192.0.2.2"), about("192.0.2.3")));

    assertThat(outlet.pending()).isEqualTo(2);
    assertThat(outlet.lost()).isEqualTo(1);
    outlet.close();
    assertThat(spool()).content().contains("192.0.2.3").doesNotContain("192.0.2.1");
  }

  @Test
  void the_next_process_sends_what_was_saved() {
    failing.set(Integer.MAX_VALUE);
    LapiOutlet killed = open(100);
    killed.take(List.of(about("192.0.2.1")));
    killed.save();
    killed.close();
    failing.set(0);

    LapiOutlet next = open(100);

    await().until(() -> next.pending() == 0);
    assertThat(taken).hasSize(1).first().asString().contains("192.0.2.1");
    next.save();
    assertThat(spool()).doesNotExist();
    next.close();
  }

  @Test
  void the_file_is_for_its_owner_alone() throws Exception {
    failing.set(Integer.MAX_VALUE);
    LapiOutlet outlet = open(100);

    outlet.take(List.of(about("192.0.2.1")));
    outlet.save();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool())))
        .isEqualTo("rw-------");
    outlet.close();
  }

  @Test
  void a_file_that_makes_no_sense_is_put_aside() throws Exception {
    Files.writeString(spool(), "[{\"scenario\":");

    LapiOutlet outlet = open(100);

    assertThat(outlet.pending()).isZero();
    assertThat(dir.resolve("alerts.json.broken")).exists();
    outlet.close();
  }

  private Path spool() {
    return dir.resolve("alerts.json");
  }

  private LapiOutlet open(int most) {
    return LapiOutlet.open(
        machine::push,
        new LapiOutlet.Settings(spool(), Duration.ofMillis(1), most),
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(20), new Random(7)));
  }

  private static Alert about(String address) {
    return Alerts.undecided("Ip", address);
  }

  private final class Lapi extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (request.getTarget().endsWith("/login")) {
        return answer(200, "{\"code\":200,\"token\":\"t\",\"expire\":\"2100-01-01T00:00:00Z\"}");
      }
      String body = text(request);
      if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        return answer(502, "{\"message\":\"later\"}");
      }
      if (body.contains(BAD)) {
        return answer(badStatus, "{\"message\":\"validation failure list\"}");
      }
      taken.add(body);
      return answer(201, "[\"1\"]");
    }

    private MockResponse answer(int status, String json) {
      return new MockResponse.Builder().code(status).body(json).build();
    }

    private String text(RecordedRequest request) {
      ByteString body = request.getBody() == null ? ByteString.EMPTY : request.getBody();
      if (!"gzip".equals(request.getHeaders().get("Content-Encoding"))) {
        return body.utf8();
      }
      try {
        return Okio.buffer(new GzipSource(new Buffer().write(body))).readUtf8();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
