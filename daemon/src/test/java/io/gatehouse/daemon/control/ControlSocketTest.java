package io.gatehouse.daemon.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.daemon.control.ControlException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ControlSocketTest {
  @TempDir private Path dir;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource time = now::get;
  private ControlSocket socket;

  @BeforeEach
  void open() throws Exception {
    socket = ControlSocket.open(dir, ControlSocketTest::answer, time);
  }

  @AfterEach
  void close() {
    socket.close();
  }

  private static ControlAnswer answer(ControlRequest request) {
    return answer(request.verb());
  }

  private static ControlAnswer answer(ControlVerb verb) {
    return switch (verb) {
      case STATUS -> ControlAnswer.done(Map.of("mode", "nftables", "text", "\"\n\u00e4\u0007"));
      case RELEASE -> throw new IllegalStateException("no kernel");
      case CONFIRM_RECONCILE -> ControlAnswer.refused("nothing waits for it");
      case EXPLAIN -> ControlAnswer.done(Map.of("about", "explained"));
    };
  }

  @Test
  void a_verb_is_answered_in_full() throws Exception {
    assertThat(ask(ControlVerb.STATUS)).isEqualTo(answer(ControlVerb.STATUS));
  }

  @Test
  void a_refusal_is_an_answer() throws Exception {
    assertThat(ask(ControlVerb.CONFIRM_RECONCILE))
        .isEqualTo(ControlAnswer.refused("nothing waits for it"));
  }

  @Test
  void a_verb_that_fails_does_not_end_the_socket() throws Exception {
    assertThat(ask(ControlVerb.RELEASE).done()).isFalse();
    assertThat(ask(ControlVerb.STATUS).done()).isTrue();
  }

  @Test
  void only_the_owner_may_use_the_file() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path())))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "status\n",
        "{\n",
        "[]\n",
        "{}\n",
        "{\"verb\":\"halt\"}\n",
        "{\"verb\":{}}\n",
        "{\"verb\":\"status\"} x\n",
        "{\"verb\":[\"status\"]}\n",
        "\u0000\u0001\n",
        "null\n"
      })
  void what_is_no_request_is_refused(String line) throws Exception {
    assertThat(raw(line)).startsWith("{\"done\":false,\"error\":\"write {").endsWith("\n");
  }

  @Test
  void a_line_without_end_is_refused_at_its_limit() throws Exception {
    assertThat(raw("x".repeat(4096))).contains("longer than 4096 bytes");
    assertThat(ask(ControlVerb.STATUS).done()).isTrue();
  }

  @Test
  void a_request_may_come_byte_by_byte() throws Exception {
    try (SocketChannel client = connect()) {
      for (byte b : ControlLine.request(ControlRequest.to(ControlVerb.STATUS)).getBytes(UTF_8)) {
        client.write(ByteBuffer.wrap(new byte[] {b}));
      }
      assertThat(rest(client)).startsWith("{\"done\":true");
    }
  }

  @Test
  void a_silent_client_is_closed_when_its_time_is_up() throws Exception {
    try (SocketChannel client = connect()) {
      ask(ControlVerb.STATUS);
      now.set(Instant.EPOCH.plus(ControlLoop.PATIENCE).plusSeconds(1));

      assertThat(rest(client)).isEmpty();
    }
  }

  @Test
  void silent_clients_beyond_the_limit_are_closed_and_the_rest_is_served_later() throws Exception {
    List<SocketChannel> clients = new ArrayList<>();
    for (int i = 0; i < ControlLoop.LIMIT_CLIENTS; i++) {
      clients.add(connect());
    }
    try (SocketChannel refused = connect()) {
      assertThat(rest(refused)).isEmpty();
    }
    for (SocketChannel client : clients) {
      client.write(UTF_8.encode(ControlLine.request(ControlRequest.to(ControlVerb.STATUS))));
      assertThat(rest(client)).startsWith("{\"done\":true");
      client.close();
    }
  }

  @Test
  void a_second_instance_is_refused() {
    assertThatThrownBy(() -> ControlSocket.open(dir, ControlSocketTest::answer, time))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("another instance is running");
  }

  @Test
  void the_socket_of_a_dead_instance_is_replaced(@TempDir Path other) throws Exception {
    Path stale = other.resolve(ControlSocket.FILE_NAME);
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(stale))
        .close();
    assertThat(stale).exists();

    try (ControlSocket second = ControlSocket.open(other, ControlSocketTest::answer, time)) {
      assertThat(second.path()).isEqualTo(stale);
      assertThat(
              ControlClient.at(other, Duration.ofSeconds(5))
                  .ask(ControlRequest.to(ControlVerb.STATUS))
                  .done())
          .isTrue();
    }
  }

  @Test
  void closing_makes_room_for_the_next() throws Exception {
    socket.close();
    assertThat(dir.resolve(ControlSocket.FILE_NAME)).doesNotExist();

    socket = ControlSocket.open(dir, ControlSocketTest::answer, time);
    assertThat(ask(ControlVerb.STATUS).done()).isTrue();
  }

  @Test
  void nobody_there_is_said_as_such(@TempDir Path empty) {
    ControlClient client = ControlClient.at(empty, Duration.ofSeconds(1));

    assertThat(
            catchThrowableOfType(
                    ControlException.class, () -> client.ask(ControlRequest.to(ControlVerb.STATUS)))
                .kind())
        .isEqualTo(Kind.NOT_RUNNING);
  }

  @Test
  void a_run_directory_that_cannot_be_is_an_error() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));

    assertThatThrownBy(
            () -> ControlSocket.open(file.resolve("run"), ControlSocketTest::answer, time))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("set run_dir");
  }

  @Test
  void a_path_too_long_for_a_socket_is_an_error() {
    Path far = dir.resolve("x".repeat(120));

    assertThatThrownBy(() -> ControlSocket.open(far, ControlSocketTest::answer, time))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("listening at");
  }

  private ControlAnswer ask(ControlVerb verb) throws ControlException {
    return ControlClient.at(dir, Duration.ofSeconds(10)).ask(ControlRequest.to(verb));
  }

  private String raw(String line) throws IOException {
    try (SocketChannel client = connect()) {
      client.write(UTF_8.encode(line));
      return rest(client);
    }
  }

  private SocketChannel connect() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
  }

  private static String rest(SocketChannel client) throws IOException {
    return new String(Channels.newInputStream(client).readAllBytes(), UTF_8);
  }
}
