package io.gatehouse.daemon.forward;

import static io.gatehouse.daemon.forward.RunningForwardAuth.ASKED;
import static io.gatehouse.daemon.forward.RunningForwardAuth.BANNED;
import static io.gatehouse.daemon.forward.RunningForwardAuth.CLEAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions as each proxy's documentation says that it asks them. */
class ForwardAuthServerTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path directory;
  private @Nullable RunningForwardAuth running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.close();
    }
  }

  /** doc.traefik.io, ForwardAuth: these five headers, and the visitor's own. */
  private HttpResponse<String> traefik(String client, String uri) throws Exception {
    return ask(
        "/auth",
        "X-Forwarded-Method",
        "GET",
        "X-Forwarded-Proto",
        "https",
        "X-Forwarded-Host",
        "shop.example",
        "X-Forwarded-Uri",
        uri,
        "X-Forwarded-For",
        client,
        "Accept",
        "text/html");
  }

  /** envoyproxy.io, ext_authz: the method of the request, and its path behind path_prefix. */
  private HttpResponse<String> envoy(String client, String target) throws Exception {
    return ask(
        "/envoy" + target,
        "X-Gatehouse-Client",
        client,
        "X-Forwarded-Proto",
        "http",
        "Accept",
        "text/html");
  }

  private HttpResponse<String> nginx(String path, String client) throws Exception {
    return ask(
        path,
        "X-Original-Method",
        "POST",
        "X-Original-URI",
        "/order?a=b",
        "X-Forwarded-For",
        client,
        "Accept",
        "text/html");
  }

  @Test
  void traefik_gets_nothing_for_a_clean_visitor_and_the_whole_page_for_others() throws Exception {
    start("");

    assertThat(traefik(CLEAN, "/cart").statusCode()).isEqualTo(200);
    assertThat(traefik(CLEAN, "/cart").body()).isEmpty();
    assertThat(traefik(BANNED, "/cart").body()).contains("<html", BANNED);
    assertThat(traefik(ASKED, "/cart").body()).contains("/.gatehouse/verify");
  }

  @Test
  void envoy_asks_with_the_request_itself() throws Exception {
    start("");

    assertThat(envoy(CLEAN, "/cart?id=7").statusCode()).isEqualTo(200);
    assertThat(envoy(CLEAN, "/%2e%2e//a;b%2Fc?d=%00").statusCode()).isEqualTo(200);
    assertThat(envoy(BANNED, "/cart?id=7").statusCode()).isEqualTo(403);
    assertThat(envoy(ASKED, "/").body()).contains("/.gatehouse/verify");
  }

  @Test
  void nginx_gets_a_status_alone_and_then_the_page() throws Exception {
    start("");

    assertThat(nginx("/nginx", CLEAN).statusCode()).isEqualTo(200);
    assertThat(nginx("/nginx", BANNED).statusCode()).isEqualTo(403);
    assertThat(nginx("/nginx", BANNED).body()).isEmpty();
    assertThat(nginx("/nginx", ASKED).statusCode()).isEqualTo(401);
    assertThat(nginx("/nginx/wall", BANNED).body()).contains("<html", BANNED);
    assertThat(nginx("/nginx/wall", ASKED).body()).contains("/.gatehouse/verify");
  }

  @Test
  void a_page_for_somebody_who_passes_is_a_plain_refusal() throws Exception {
    start("");

    assertThat(nginx("/nginx/wall", CLEAN).statusCode()).isEqualTo(403);
    assertThat(nginx("/nginx/wall", CLEAN).body()).doesNotContain(CLEAN);
  }

  @Test
  void a_refusal_is_counted_once_though_nginx_asks_twice() throws Exception {
    start("");

    nginx("/nginx", BANNED);
    nginx("/nginx/wall", BANNED);

    assertThat(running().meters().get("gatehouse.requests").counter().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/auth, X-Forwarded-Uri, X-Forwarded-Method",
    "/auth, X-Forwarded-Method, X-Forwarded-Uri",
    "/nginx, X-Original-URI, X-Original-Method",
    "/nginx, X-Original-Method, X-Original-URI",
  })
  void a_proxy_that_does_not_tell_the_request_is_told_so(String path, String told, String missing)
      throws Exception {
    start("");

    HttpResponse<String> answer = ask(path, told, "GET", "X-Forwarded-For", BANNED);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(missing + " is missing");
  }

  @Test
  void a_proxy_that_does_not_name_its_visitor_lets_nobody_pass() throws Exception {
    start("");

    HttpResponse<String> answer = ask("/auth", "X-Forwarded-Method", "GET", "X-Forwarded-Uri", "/");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("X-Forwarded-For is missing");
  }

  @Test
  void what_is_told_twice_counts_for_nothing() throws Exception {
    start("exclude: [/free]");

    HttpResponse<String> answer =
        ask(
            "/auth",
            "X-Forwarded-Method",
            "GET",
            "X-Forwarded-Uri",
            "/free",
            "X-Forwarded-Uri",
            "/cart",
            "X-Forwarded-For",
            BANNED);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth", "/nginx", "/envoy/", "/.gatehouse/pow"})
  void nobody_but_a_trusted_proxy_is_answered(String path) throws Exception {
    start("trusted_proxies: [192.0.2.1]");

    HttpResponse<String> answer = ask(path, "X-Forwarded-For", CLEAN);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("trusted_proxies");
  }

  @Test
  void what_stands_left_of_the_visitor_is_not_believed() throws Exception {
    start("");

    assertThat(traefik(CLEAN + ", " + BANNED, "/").statusCode()).isEqualTo(403);
    assertThat(traefik(BANNED + ", " + CLEAN, "/").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/free, 200",
    "/free?x=/y, 200",
    "http://shop.example/free, 200",
    "http://shop.example/cart, 403",
    "/free/../cart, 403",
    "/%66ree, 200",
    "/free;x, 403",
  })
  void an_excluded_path_is_one_in_every_spelling_that_means_it(String target, int status)
      throws Exception {
    start("exclude: [/free]");

    assertThat(traefik(BANNED, target).statusCode()).isEqualTo(status);
  }

  @Test
  void a_dry_run_lets_everybody_pass() throws Exception {
    start("dry_run: true");

    assertThat(traefik(BANNED, "/").statusCode()).isEqualTo(200);
    assertThat(nginx("/nginx", ASKED).statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_that_is_longer_than_any_answer_is_refused() throws Exception {
    start("");

    HttpRequest request =
        HttpRequest.newBuilder(at("/.gatehouse/verify"))
            .header("X-Forwarded-For", ASKED)
            .POST(BodyPublishers.ofByteArray(new byte[100_000]))
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
  }

  private void start(String more) throws Exception {
    running = RunningForwardAuth.start(directory, more);
  }

  private RunningForwardAuth running() {
    return Objects.requireNonNull(running);
  }

  private URI at(String target) {
    return URI.create("http://127.0.0.1:" + running().port() + target);
  }

  private HttpResponse<String> ask(String target, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(target));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
