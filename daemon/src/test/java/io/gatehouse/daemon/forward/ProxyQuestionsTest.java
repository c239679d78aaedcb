package io.gatehouse.daemon.forward;

import static io.gatehouse.daemon.forward.RunningForwardAuth.ASKED;
import static io.gatehouse.daemon.forward.RunningForwardAuth.BANNED;
import static io.gatehouse.daemon.forward.RunningForwardAuth.CLEAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Traefik and Envoy write, byte by byte as their sources do, where they could not be run:
 * traefik v3, pkg/middlewares/auth/forward.go and forwardedheaders/forwarded_header.go over Go's
 * client; envoy, source/extensions/filters/common/ext_authz/ext_authz_http_impl.cc over
 * source/common/http/async_client_impl.cc, with the lists of {@code examples/forward-auth}.
 */
class ProxyQuestionsTest {
  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";

  @TempDir private Path directory;
  private @Nullable RunningForwardAuth running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  /** A POST of a form by a visitor, which claims to be somebody else. */
  private static String traefik(String visitor) {
    return """
        GET /auth HTTP/1.1
        Host: 127.0.0.1:7480
        User-Agent: %s
        Accept: text/html,application/xhtml+xml;q=0.9
        Accept-Encoding: gzip, deflate
        Accept-Language: de
        Content-Type: application/x-www-form-urlencoded
        Cookie: a=b
        Forwarded: for=192.0.2.66
        Sec-Fetch-Mode: navigate
        X-Forwarded-For: %s
        X-Forwarded-Host: shop.example
        X-Forwarded-Method: POST
        X-Forwarded-Port: 443
        X-Forwarded-Proto: https
        X-Forwarded-Server: traefik-1
        X-Forwarded-Uri: /order?a=b
        X-Real-Ip: %s

        """
        .formatted(BROWSER, visitor, visitor);
  }

  /** Envoy's own address stands at the end of the list, and is nobody's of whom is decided. */
  private static String envoy(String visitor) {
    return """
        POST /envoy/order?a=b HTTP/1.1
        host: shop.example
        content-length: 0
        accept: text/html,application/xhtml+xml;q=0.9
        accept-language: de
        cookie: a=b
        sec-fetch-mode: navigate
        user-agent: %s
        x-forwarded-proto: http
        x-gatehouse-client: %s
        x-envoy-internal: true
        x-forwarded-for: 192.0.2.20
        x-envoy-expected-rq-timeout-ms: 2000

        """
        .formatted(BROWSER, visitor);
  }

  @ParameterizedTest
  @CsvSource({CLEAN + ",200,''", BANNED + ",403,<html", ASKED + ",403,/.gatehouse/verify"})
  void traefik_is_answered_about_its_visitor(String visitor, int status, String part)
      throws Exception {
    running = RunningForwardAuth.start(directory, "");

    assertThat(answer(traefik(visitor))).startsWith("HTTP/1.1 " + status + " ").contains(part);
  }

  @ParameterizedTest
  @CsvSource({CLEAN + ",200,''", BANNED + ",403,<html", ASKED + ",403,/.gatehouse/verify"})
  void envoy_is_answered_about_its_visitor(String visitor, int status, String part)
      throws Exception {
    running = RunningForwardAuth.start(directory, "");

    assertThat(answer(envoy(visitor))).startsWith("HTTP/1.1 " + status + " ").contains(part);
  }

  @Test
  void an_address_of_envoys_host_is_taken_for_no_visitor() throws Exception {
    running = RunningForwardAuth.start(directory, "");
    String unnamed = envoy(BANNED).replaceFirst("x-gatehouse-client.*\n", "");

    assertThat(answer(unnamed))
        .startsWith("HTTP/1.1 400 ")
        .contains("X-Gatehouse-Client is missing");
  }

  @Test
  void two_visitors_are_none() throws Exception {
    running = RunningForwardAuth.start(directory, "");
    String two = envoy(BANNED).replace("x-envoy-internal: true", "X-Gatehouse-Client: " + CLEAN);

    assertThat(answer(two)).startsWith("HTTP/1.1 400 ").contains("twice");
  }

  /** {@code with_request_body}. */
  @Test
  void a_body_that_envoy_sends_along_is_passed_over() throws Exception {
    running = RunningForwardAuth.start(directory, "");
    String withBody = envoy(CLEAN).replace("content-length: 0", "content-length: 5") + "a=b&c";

    assertThat(answer(withBody + envoy(BANNED))).contains("HTTP/1.1 200 ", "HTTP/1.1 403 ");
  }

  /** Envoy takes 5xx for an error of ours, and may let pass then ({@code failure_mode_allow}). */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "HEAD", "OPTIONS"})
  void a_denial_without_lapi_is_none_that_envoy_lets_pass(String method) throws Exception {
    running = RunningForwardAuth.withoutLapi("on_lapi_failure: deny");

    assertThat(answer(envoy(CLEAN).replaceFirst("POST", method)))
        .startsWith("HTTP/1.1 429 ")
        .contains("Retry-After: ");
    assertThat(answer(traefik(CLEAN))).startsWith("HTTP/1.1 503 ");
  }

  /** As it is, on a connection of its own that is closed when all is asked. */
  private String answer(String questions) throws IOException {
    int port = running == null ? 0 : running.port();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(questions.replace("\n", "\r\n").getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
