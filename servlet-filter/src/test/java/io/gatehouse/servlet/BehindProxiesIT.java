package io.gatehouse.servlet;

import static io.gatehouse.testing.ProxyStage.ASKED;
import static io.gatehouse.testing.ProxyStage.ASKED_V6;
import static io.gatehouse.testing.ProxyStage.BANNED;
import static io.gatehouse.testing.ProxyStage.BANNED_V6;
import static io.gatehouse.testing.ProxyStage.CLEAN;
import static io.gatehouse.testing.ProxyStage.CLEAN_V6;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserPage;
import io.gatehouse.testing.ProxyStage;
import io.gatehouse.testing.TwoNamespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real proxies, by the files of {@code examples/behind-a-proxy}, in front of the filter. */
class BehindProxiesIT {
  private static final String HTML = "Accept: text/html";
  private static final String V6_NAME = "http://six.example";

  private static final Path EXAMPLES =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("../examples/behind-a-proxy");

  @TempDir static Path directory;
  private static ProxyStage stage;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    ProxyStage.assumeAllowed("curl");
    stage = ProxyStage.open(directory);
    stage.start(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        GuardedApplications.class.getName(),
        directory.toString(),
        stage.decisions().toString());
    browser =
        Browser.startAt(
            stage.clients(),
            TwoNamespaces.GUARDED_V4,
            "--host-resolver-rules=MAP six.example [%s]".formatted(TwoNamespaces.GUARDED_V6));
    stage.awaitPort(":" + GuardedApplications.TOMCAT + " ");
    stage.awaitPort(":" + GuardedApplications.BY_FORWARDED + " ");
    stage.awaitPort(":" + GuardedApplications.JETTY_BY_PROXY_PROTOCOL + " ");
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

  private static String example(String name) throws IOException {
    return Files.readString(EXAMPLES.resolve(name));
  }

  private static Process startNginx(String example) throws IOException {
    ProxyStage.assumeInstalled("nginx");
    return stage.startNginx(example, stage.nginx(example(example)));
  }

  private static Process startHaproxy(String example, int next) throws IOException {
    ProxyStage.assumeInstalled("haproxy");
    String text = example(example).replaceAll("127\\.0\\.0\\.1:80\\d\\d", "127.0.0.1:" + next);
    Path file = stage.write(example, text);
    return stage.start("haproxy", "-W", "-db", "-f", file.toString());
  }

  /** What has to hold behind any proxy, which runs for all of it. */
  @TestInstance(Lifecycle.PER_CLASS)
  abstract static class Behind {
    private Process proxy;

    /** Starts the proxy, by its example. */
    abstract Process start() throws IOException;

    @BeforeAll
    void startProxy() throws IOException {
      proxy = start();
      stage.awaitPort(":80 ");
    }

    @AfterAll
    void endProxy() {
      if (proxy != null) {
        stage.end(proxy);
      }
    }

    @ParameterizedTest
    @CsvSource({CLEAN + "," + BANNED, CLEAN_V6 + "," + BANNED_V6})
    void a_clean_address_is_served_and_a_banned_one_is_refused(String clean, String banned) {
      assertThat(stage.curl(clean, "/shop/a?b=c"))
          .startsWith("HTTP/1.1 200")
          .contains("hello GET /shop/a?b=c");
      assertThat(stage.curl(banned, "/shop/a", "-H", HTML))
          .startsWith("HTTP/1.1 403")
          .containsIgnoringCase("X-Gatehouse-Action: ban")
          .contains(banned)
          .doesNotContain("hello");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "X-Forwarded-For: %s",
          "X-Forwarded-For: %s, 127.0.0.1",
          "X-Forwarded-For: unknown",
          "X-Real-IP: %s",
          "Forwarded: for=%s",
          "Forwarded: for=\"[%s]\"",
          "Forwarded: for=\"_x",
        })
    void what_visitors_claim_frees_nobody_and_frames_nobody(String claim) {
      assertThat(stage.curl(BANNED, "/shop/a", "-H", claim.formatted(CLEAN)))
          .startsWith("HTTP/1.1 403");
      assertThat(stage.curl(CLEAN, "/shop/a", "-H", claim.formatted(BANNED)))
          .startsWith("HTTP/1.1 200");
      assertThat(stage.curl(BANNED_V6, "/shop/a", "-H", claim.formatted(CLEAN_V6)))
          .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({ASKED + ",http://203.0.113.1", ASKED_V6 + "," + V6_NAME})
    void who_solves_the_wall_lands_on_its_page_and_its_neighbour_still_meets_it(
        String address, String site) {
      BrowserPage first = browser.newVisitor().open(site + "/shop/cart?id=7");
      first.await("document.body.innerText.includes('hello GET /shop/cart?id=7')");

      assertThat(first.url()).isEqualTo(site + "/shop/cart?id=7");
      assertThat(stage.curl(address, "/shop/cart", "-H", HTML))
          .startsWith("HTTP/1.1 403")
          .contains("/.gatehouse/verify");
    }
  }

  @Nested
  class BehindNginx extends Behind {
    @Override
    Process start() throws IOException {
      return startNginx("nginx.conf");
    }
  }

  @Nested
  class BehindHaproxy extends Behind {
    @Override
    Process start() throws IOException {
      return startHaproxy("haproxy.cfg", GuardedApplications.TOMCAT);
    }
  }

  @Nested
  class BehindHaproxyByTheStandardHeader extends Behind {
    @Override
    Process start() throws IOException {
      return startHaproxy("haproxy-forwarded.cfg", GuardedApplications.BY_FORWARDED);
    }
  }

  @Nested
  class BehindHaproxyThatNamesVisitorsToNginx extends Behind {
    private static final int NGINX = 8081;
    private @Nullable Process nginx;

    @Override
    Process start() throws IOException {
      nginx = startNginx("nginx-proxy-protocol.conf");
      stage.awaitPort(":" + NGINX + " ");
      return startHaproxy("haproxy-proxy-protocol.cfg", NGINX);
    }

    @AfterAll
    void endNginx() {
      if (nginx != null) {
        stage.end(nginx);
      }
    }
  }

  @Nested
  class BehindHaproxyThatNamesVisitorsToJetty extends Behind {
    @Override
    Process start() throws IOException {
      return startHaproxy(
          "haproxy-proxy-protocol.cfg", GuardedApplications.JETTY_BY_PROXY_PROTOCOL);
    }
  }

  @Nested
  class BehindCaddy extends Behind {
    @Override
    Process start() throws IOException {
      ProxyStage.assumeInstalled("caddy");
      return stage.start("caddy", "run", "--config", EXAMPLES.resolve("Caddyfile").toString());
    }
  }
}
