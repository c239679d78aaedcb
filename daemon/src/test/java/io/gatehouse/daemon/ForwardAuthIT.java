package io.gatehouse.daemon;

import static io.gatehouse.testing.ProxyStage.ASKED;
import static io.gatehouse.testing.ProxyStage.BANNED;
import static io.gatehouse.testing.ProxyStage.CLEAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserPage;
import io.gatehouse.testing.ProxyStage;
import io.gatehouse.testing.TwoNamespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real proxies, by the files of {@code examples/forward-auth}, in front of a small site. */
class ForwardAuthIT {
  private static final String SITE = "http://" + TwoNamespaces.GUARDED_V4;
  private static final String HTML = "Accept: text/html";

  @TempDir static Path directory;
  private static ProxyStage stage;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    PackagedProgram.assumePresent();
    ProxyStage.assumeAllowed("nginx", "curl");
    stage = ProxyStage.open(directory);
    ForwardAuthExample.start(stage);
    browser = Browser.startAt(stage.clients(), TwoNamespaces.GUARDED_V4);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (stage != null) {
      stage.close();
    }
  }

  /** What has to hold behind any proxy. */
  abstract static class Behind {
    private Process proxy;

    /** Starts the proxy, by its example. */
    abstract Process start() throws IOException;

    @BeforeEach
    void startProxy() throws IOException {
      proxy = start();
      stage.awaitPort(":80 ");
    }

    @AfterEach
    void endProxy() {
      if (proxy != null) {
        stage.end(proxy);
      }
    }

    @Test
    void a_clean_address_is_served_and_a_banned_one_meets_our_page() {
      assertThat(stage.curl(CLEAN, "/a?b=c"))
          .startsWith("HTTP/1.1 200")
          .contains("hello GET /a?b=c");

      String banned = stage.curl(BANNED, "/a", "-H", HTML);

      assertThat(banned)
          .startsWith("HTTP/1.1 403")
          .containsIgnoringCase("X-Gatehouse-Action: ban")
          .containsIgnoringCase("Cache-Control: no-store")
          .contains("<html", BANNED)
          .doesNotContain("hello");
    }

    @Test
    void a_request_that_appsec_refuses_meets_a_page_and_not_the_site() {
      String refused = stage.curl(CLEAN, "/x?file=../etc/passwd", "-H", HTML);

      assertThat(refused)
          .startsWith("HTTP/1.1 403")
          .contains("This request was not let through")
          .doesNotContain("hello", "Attacks came");
      assertThat(stage.curl(CLEAN, "/x", "-H", "User-Agent: evil-scanner"))
          .startsWith("HTTP/1.1 403");
      assertThat(stage.curl(CLEAN, "/x", "-d", "file=../etc/passwd")).contains("hello POST /x");
    }

    @Test
    void what_a_visitor_claims_in_headers_helps_nobody() {
      String[] forged = {
        "-H", "X-Forwarded-For: " + CLEAN,
        "-H", "X-Real-IP: " + CLEAN,
        "-H", "Forwarded: for=" + CLEAN,
        "-H", "X-Forwarded-Method: OPTIONS",
        "-H", "X-Forwarded-Uri: /.gatehouse/pow",
        "-H", "X-Original-Method: OPTIONS",
        "-H", "X-Original-URI: /robots.txt"
      };

      assertThat(stage.curl(BANNED, "/a", forged)).startsWith("HTTP/1.1 403");
      assertThat(stage.curl(CLEAN, "/a", "-H", "X-Forwarded-For: " + BANNED))
          .startsWith("HTTP/1.1 200");
    }

    @Test
    void the_site_sees_neither_a_refused_form_nor_a_script() {
      String form = stage.curl(ASKED, "/order", "-d", "a=b", "-H", HTML);
      String script = stage.curl(ASKED, "/data", "-H", "Accept: application/json");

      assertThat(form).startsWith("HTTP/1.1 403").contains("/.gatehouse/verify");
      assertThat(script).startsWith("HTTP/1.1 403").contains("application/problem+json");
      assertThat(stage.curl(ASKED, "/.gatehouse/verify", "-d", "token=x", "-H", HTML))
          .startsWith("HTTP/1.1 403");
    }

    @Test
    void who_solves_the_wall_lands_where_it_wanted_and_the_next_one_still_meets_it() {
      BrowserPage first = browser.newVisitor().open(SITE + "/cart?id=7");
      first.await("document.body.innerText.includes('hello GET /cart?id=7')");

      assertThat(first.url()).isEqualTo(SITE + "/cart?id=7");
      assertThat(stage.curl(ASKED, "/cart", "-H", HTML)).startsWith("HTTP/1.1 403");
    }
  }

  @Nested
  class BehindNginx extends Behind {
    @Override
    Process start() throws IOException {
      stage.write(
          "gatehouse-proxy.conf",
          Files.readString(ForwardAuthExample.file("gatehouse-proxy.conf")));
      String site = "include " + ForwardAuthExample.file("nginx-site.conf") + ";";
      return stage.startNginx("nginx.conf", stage.nginx(site));
    }
  }

  @Nested
  class BehindCaddy extends Behind {
    @Override
    Process start() throws IOException {
      ProxyStage.assumeInstalled("caddy");
      return stage.start(
          "caddy", "run", "--config", ForwardAuthExample.file("Caddyfile").toString());
    }
  }

  @Nested
  class BehindHaproxy extends Behind {
    @Override
    Process start() throws IOException {
      ProxyStage.assumeInstalled("haproxy");
      Path file = stage.write("haproxy.cfg", ForwardAuthExample.haproxy());
      return stage.start("haproxy", "-W", "-db", "-f", file.toString());
    }
  }
}
