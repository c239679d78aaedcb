package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Secret;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminSocketTest {
  @TempDir private Path directory;
  private RunningLapi lapi;

  @BeforeEach
  void start() throws Exception {
    lapi =
        RunningLapi.in(
            directory,
            config ->
                config
                    .adminSocket(directory.resolve("admin.sock"))
                    .listenSocket(directory.resolve("lapi.sock")));
  }

  @AfterEach
  void stop() throws Exception {
    lapi.close();
  }

  private String admin(String method, String path, String body) throws Exception {
    return ask("admin.sock", method, path, body);
  }

  private String ask(String socket, String method, String path, String body) throws Exception {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(directory.resolve(socket)));
      String request =
          String.join(
              "\r\n",
              method + " " + path + " HTTP/1.1",
              "Host: localhost",
              "Connection: close",
              "Content-Length: " + body.length(),
              "",
              body);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      while (channel.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void only_its_owner_may_open_it() throws Exception {
    assertThat(Files.getPosixFilePermissions(directory.resolve("admin.sock")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void it_goes_with_the_server_and_a_stale_one_is_no_obstacle() throws Exception {
    lapi.close();
    Files.writeString(directory.resolve("admin.sock"), "stale");

    start();

    assertThat(admin("GET", "/admin/bouncers", "")).startsWith("HTTP/1.1 200 ").endsWith("[]");
  }

  @Test
  void an_operator_adds_lists_and_deletes_bouncers() throws Exception {
    String added = admin("POST", "/admin/bouncers", "{\"name\":\"fw\"}");
    String key = added.replaceAll("(?s).*\"key\":\"([^\"]{43})\".*", "$1");

    assertThat(lapi.headWithKey("/v1/decisions", Secret.of(key)).status()).isEqualTo(200);
    assertThat(admin("POST", "/admin/bouncers", "{\"name\":\"fw\"}")).startsWith("HTTP/1.1 409 ");
    assertThat(admin("GET", "/admin/bouncers/fw", "")).contains("\"auth_type\":\"api-key\"");
    assertThat(admin("DELETE", "/admin/bouncers/fw", "")).startsWith("HTTP/1.1 204 ");
    assertThat(admin("DELETE", "/admin/bouncers/fw", "")).startsWith("HTTP/1.1 404 ");
    assertThat(lapi.headWithKey("/v1/decisions", Secret.of(key)).status()).isEqualTo(403);
  }

  @Test
  void an_operator_adds_validates_and_deletes_machines() throws Exception {
    lapi.post("/v1/watchers", "{\"machine_id\":\"m\",\"password\":\"secret\"}");

    assertThat(admin("POST", "/admin/machines/m/validate", "")).startsWith("HTTP/1.1 204 ");
    assertThat(lapi.logIn("m", "secret").status()).isEqualTo(200);
    assertThat(admin("GET", "/admin/machines", "")).contains("\"is_validated\":true");
    assertThat(admin("POST", "/admin/machines", "{\"machine_id\":\"m\",\"password\":\"new\"}"))
        .startsWith("HTTP/1.1 409 ");
    assertThat(
            admin(
                "POST",
                "/admin/machines",
                "{\"machine_id\":\"m\",\"password\":\"new\",\"force\":true}"))
        .startsWith("HTTP/1.1 201 ");
    assertThat(lapi.logIn("m", "new").status()).isEqualTo(200);
    assertThat(admin("DELETE", "/admin/machines/m", "")).startsWith("HTTP/1.1 204 ");
    assertThat(lapi.logIn("m", "new").status()).isEqualTo(401);
  }

  @Test
  void machines_routes_need_no_token_there() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7");

    assertThat(admin("GET", "/v1/alerts", "")).contains("192.0.2.7");
    assertThat(admin("DELETE", "/v1/decisions?ip=192.0.2.7", "")).contains("{\"nbDeleted\":\"1\"}");
    assertThat(admin("DELETE", "/v1/alerts", "")).contains("{\"nbDeleted\":\"1\"}");
    assertThat(admin("GET", "/v1/heartbeat", "")).startsWith("HTTP/1.1 200 ");
    assertThat(admin("GET", "/v1/decisions", "")).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void the_other_socket_is_the_ordinary_api() throws Exception {
    assertThat(ask("lapi.sock", "GET", "/health", "")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("lapi.sock", "GET", "/v1/alerts", "")).startsWith("HTTP/1.1 401 ");
    assertThat(ask("lapi.sock", "GET", "/admin/bouncers", "")).startsWith("HTTP/1.1 404 ");
    assertThat(lapi.get("/admin/bouncers").status()).isEqualTo(404);
  }

  @Test
  void it_tells_how_the_server_is() throws Exception {
    lapi.ban(Duration.ofHours(4), "192.0.2.7");

    assertThat(admin("GET", "/admin/status", ""))
        .contains("{\"active_decisions\":1,\"last_commit\":1,\"status\":\"up\"}");
  }

  @Test
  void silent_bouncers_are_pruned() throws Exception {
    lapi.addBouncer("old");
    lapi.time.advance(Duration.ofDays(2));
    lapi.addBouncer("young");

    assertThat(admin("POST", "/admin/bouncers/prune", "{\"silent_for\":\"24h\"}"))
        .endsWith("[\"old\"]");
    assertThat(lapi.administration().bouncers()).hasSize(1);
  }
}
