package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import io.gatehouse.lapi.server.RunningLapi.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a client sees when the server fails, before or within an answer. */
class BrokenAnswersTest {
  private static final byte[] PART = "{\"new\": [".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;
  private RunningLapi lapi;
  private final AtomicInteger taken = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    lapi =
        RunningLapi.with(
            directory,
            List.of(
                route("/streamed", request -> streamed()),
                route("/written", request -> Answer.jsonWritten(BrokenAnswersTest::writeMuch)),
                route("/early", request -> Answer.jsonWritten(BrokenAnswersTest::writeLittle)),
                route("/thrown", request -> thrown())));
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  private static Route route(String path, Endpoint endpoint) {
    return new Route("GET", path, Access.OPEN, Pool.STORAGE, endpoint);
  }

  private Answer streamed() {
    AtomicInteger fills = new AtomicInteger();
    return new Answer.Streamed(
        200,
        Map.of("Content-Type", Answer.JSON),
        buffer -> {
          if (fills.getAndIncrement() > 0) {
            throw new IllegalStateException("SELECT secret FROM /etc/place");
          }
          buffer.put(ByteBuffer.wrap(PART));
          return true;
        },
        taken::incrementAndGet);
  }

  private static void writeMuch(java.io.OutputStream out) throws Exception {
    out.write(" ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
    throw new IllegalStateException("SELECT secret FROM /etc/place");
  }

  private static void writeLittle(java.io.OutputStream out) throws Exception {
    out.write(PART);
    throw new IllegalStateException("SELECT secret FROM /etc/place");
  }

  private static Answer thrown() {
    throw new IllegalStateException("SELECT secret FROM /etc/place");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/streamed", "/written"})
  void a_failure_in_the_middle_does_not_look_like_an_end(String path) throws Exception {
    try (RawClient client = new RawClient(lapi.port())) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(client.readAll())
          .startsWith("HTTP/1.1 200 ")
          .contains("chunked")
          .doesNotContain("\r\n0\r\n")
          .doesNotContain("secret");
    }
    assertThat(taken).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/early", "/thrown"})
  void a_failure_before_anything_was_sent_is_an_error_that_tells_nothing(String path)
      throws Exception {
    Reply reply = lapi.get(path);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body())
        .isEqualTo("{\"message\":\"internal error; the server's log has more\"}");
  }

  @Test
  void a_database_that_fails_is_named_and_nothing_else() throws Exception {
    String token = lapi.addMachine();
    lapi.database.close();

    Reply reply =
        lapi.send(lapi.to("/v1/decisions/1").delete().header("Authorization", "Bearer " + token));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).contains("gatehouse.db").doesNotContain(directory.toString());
  }

  @Test
  void a_streak_of_failures_is_one_line() {
    Logger logger = (Logger) LoggerFactory.getLogger(FailureLog.class);
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    Level before = logger.getLevel();
    logger.setLevel(Level.INFO);
    events.start();
    logger.addAppender(events);
    try {
      FailureLog failures = new FailureLog();
      for (int i = 0; i < 3; i++) {
        failures.failed("GET /x", new IllegalStateException("broken"));
      }
      failures.succeeded();
      failures.succeeded();
    } finally {
      logger.detachAppender(events);
      logger.setLevel(before);
    }

    assertThat(events.list)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.ERROR, Level.INFO);
  }
}
