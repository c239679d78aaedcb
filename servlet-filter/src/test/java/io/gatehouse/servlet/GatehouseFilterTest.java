package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over the wire, on a real Tomcat; clients are told apart by what a trusted proxy says. */
class GatehouseFilterTest {
  private static final String BANNED = "203.0.113.9";
  private static final String ASKED = "203.0.113.10";
  private static final String SLOWED = "203.0.113.11";
  private static final String CLEAN = "203.0.113.1";

  @TempDir Path directory;
  private TomcatSite site;

  @BeforeEach
  void prepare() {
    site = new TomcatSite(directory, "");
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void a_banned_address_is_refused_and_a_clean_one_served() throws Exception {
    start(Map.of());

    HttpResponse<String> banned = from(BANNED, "/hello");

    assertThat(banned.statusCode()).isEqualTo(403);
    assertThat(banned.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(banned.body()).contains("<html").doesNotContain("hello GET");
    assertThat(from(CLEAN, "/hello?a=b").body()).contains("hello GET /hello?a=b");
  }

  @Test
  void a_peer_that_is_no_proxy_cannot_speak_for_others() throws Exception {
    start(Map.of("gatehouse.trusted-proxies", "192.0.2.1"));

    assertThat(from(BANNED, "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void a_captcha_decision_asks_and_the_application_never_sees_the_request() throws Exception {
    start(Map.of());

    HttpResponse<String> asked = from(ASKED, "/hello");

    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.headers().firstValue("X-Gatehouse-Action")).isPresent();
    assertThat(asked.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(asked.body()).doesNotContain("hello GET");
  }

  @ParameterizedTest
  @CsvSource({
    "Accept, application/json, application/problem+json",
    "Accept, text/plain, text/plain",
  })
  void a_program_gets_what_it_can_read(String header, String value, String type) throws Exception {
    start(Map.of());

    HttpResponse<String> answer =
        Client.get(site.at("/hello"), "X-Forwarded-For", BANNED, header, value);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(found -> assertThat(found).startsWith(type));
  }

  @Test
  void head_gets_no_body_and_an_image_none() throws Exception {
    start(Map.of());

    HttpResponse<String> image =
        Client.get(site.at("/x.png"), "X-Forwarded-For", BANNED, "Sec-Fetch-Dest", "image");
    HttpResponse<String> head =
        Client.send("HEAD", site.at("/hello"), "", List.of("X-Forwarded-For", BANNED));

    assertThat(image.statusCode()).isEqualTo(403);
    assertThat(image.body()).isEmpty();
    assertThat(head.statusCode()).isEqualTo(403);
  }

  @Test
  void a_preflight_passes_but_for_a_ban() throws Exception {
    start(Map.of());

    assertThat(preflight(ASKED)).isEqualTo(200);
    assertThat(preflight(BANNED)).isEqualTo(403);
  }

  @Test
  void a_throttled_address_is_told_when_to_come_back() throws Exception {
    start(Map.of("gatehouse.identity.burst", "2"));
    from(SLOWED, "/hello");
    from(SLOWED, "/hello");

    HttpResponse<String> third = from(SLOWED, "/hello");

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void excluded_paths_are_not_looked_at() throws Exception {
    start(Map.of("gatehouse.exclude", "/hello/open/*"));

    assertThat(from(BANNED, "/hello/open/x").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/hello/open/..;/secret",
        "/hello/open/../secret",
        "/hello/open/%2e%2e/secret",
        "/hello/secret;/hello/open/x",
        "/hello/secret/..;/open/x"
      })
  void tricks_with_paths_exclude_nothing(String path) throws Exception {
    start(Map.of("gatehouse.exclude", "/hello/open/*"));

    assertThat(from(BANNED, path).statusCode()).isIn(400, 403);
  }

  @Test
  void some_paths_are_refused_by_a_ban_and_nothing_less() throws Exception {
    start(Map.of());

    assertThat(from(ASKED, "/favicon.ico").statusCode()).isEqualTo(404);
    assertThat(from(BANNED, "/favicon.ico").statusCode()).isEqualTo(403);
  }

  @Test
  void an_address_of_a_trusted_proxy_is_never_stopped() throws Exception {
    start(Map.of("gatehouse.trusted-proxies", "loopback," + BANNED));

    assertThat(from(BANNED, "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void an_asynchronous_servlet_behind_the_filter_works() throws Exception {
    site.servlet("/later", new Later());
    start(Map.of());

    assertThat(from(CLEAN, "/later").body()).isEqualTo("later");
    assertThat(from(ASKED, "/later").statusCode()).isEqualTo(403);
  }

  @Test
  void a_websocket_handshake_is_refused_without_a_page() throws Exception {
    start(Map.of());

    String answer = Wire.upgrade(site.at("/hello"), BANNED);

    assertThat(answer).startsWith("HTTP/1.1 403").endsWith("\r\n\r\n");
    assertThat(Wire.upgrade(site.at("/hello"), CLEAN)).contains("hello GET");
  }

  @Test
  void a_connection_that_is_upgraded_belongs_to_the_application() throws Exception {
    site.servlet("/upgraded", new Upgraded());
    start(Map.of());

    assertThat(Wire.upgrade(site.at("/upgraded"), CLEAN))
        .startsWith("HTTP/1.1 101 ")
        .endsWith("upgraded");
    assertThat(Wire.upgrade(site.at("/upgraded"), BANNED)).startsWith("HTTP/1.1 403 ");
  }

  @Test
  void in_a_dry_run_everybody_passes() throws Exception {
    start(Map.of("gatehouse.dry-run", "true"));

    assertThat(from(BANNED, "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void switched_off_everybody_passes() throws Exception {
    start(Map.of("gatehouse.enabled", "false"));

    assertThat(from(BANNED, "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void a_changed_file_counts_within_seconds() throws Exception {
    start(Map.of());
    assertThat(from(CLEAN, "/hello").statusCode()).isEqualTo(200);

    Files.writeString(directory.resolve("decisions.csv"), "duration,scope,value\n4h,ip," + CLEAN);

    await().until(() -> from(CLEAN, "/hello").statusCode() == 403);
    assertThat(from(BANNED, "/hello").statusCode()).isEqualTo(200);
  }

  @Test
  void our_pages_lie_below_the_context_path() throws Exception {
    site = new TomcatSite(directory, "/app").filter(parameters(Map.of()));
    site.servlet("/hello/*", new Hello()).start();

    HttpResponse<String> puzzle = from(CLEAN, "/app/.gatehouse/pow");

    assertThat(puzzle.statusCode()).isEqualTo(404);
    assertThat(puzzle.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(from(ASKED, "/app/hello").body()).contains("/app/.gatehouse/");
  }

  @Test
  void an_error_page_of_a_refused_request_is_not_refused_again() throws Exception {
    start(Map.of());

    assertThat(from(CLEAN, "/hello/missing").statusCode()).isEqualTo(404);
  }

  @Test
  void settings_that_make_no_sense_keep_the_application_down() throws Exception {
    site.filter(Map.of("gatehouse.api-url", "http://127.0.0.1:1/"));
    site.servlet("/hello/*", new Hello()).start();

    assertThat(site.isUp()).isFalse();
  }

  private void start(Map<String, String> more) throws Exception {
    site.filter(parameters(more));
    site.servlet("/hello/*", new Hello()).start();
  }

  private Map<String, String> parameters(Map<String, String> more) throws Exception {
    Path file = directory.resolve("decisions.csv");
    Files.writeString(
        file,
        String.join(
            "\n",
            "duration,scope,value,type,scenario,origin",
            "4h,ip," + BANNED + ",ban,crowdsecurity/http-cve-2021-41773,crowdsec",
            "4h,ip," + ASKED + ",captcha,crowdsecurity/http-cve-2021-41773,crowdsec",
            "4h,ip," + SLOWED + ",throttle,crowdsecurity/http-crawl-non_statics,crowdsec"));
    Map<String, String> parameters = new HashMap<>();
    parameters.put("gatehouse.decisions-file", file.toString());
    parameters.put("gatehouse.trusted-proxies", "loopback");
    parameters.putAll(more);
    return parameters;
  }

  private HttpResponse<String> from(String client, String path) throws Exception {
    return Client.browse(URI.create(site.at("/") + path.substring(1)), "X-Forwarded-For", client);
  }

  /** Speaks another protocol than HTTP. */
  private static final class Upgraded extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      request.upgrade(Greeting.class);
    }
  }

  /** Says one word. */
  public static final class Greeting implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {
      try (connection) {
        connection.getOutputStream().print("upgraded");
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void destroy() {}
  }

  /** Answers on another thread, and is dispatched to once more. */
  private static final class Later extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        response.getWriter().print("later");
      } else {
        AsyncContext async = request.startAsync();
        async.start(async::dispatch);
      }
    }
  }

  private int preflight(String client) throws Exception {
    return Client.send(
            "OPTIONS",
            site.at("/hello"),
            "",
            List.of(
                "X-Forwarded-For", client,
                "Origin", "https://shop.example",
                "Access-Control-Request-Method", "POST"))
        .statusCode();
  }
}
