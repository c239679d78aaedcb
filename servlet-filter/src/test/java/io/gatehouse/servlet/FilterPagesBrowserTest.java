package io.gatehouse.servlet;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real browser shows of each page, and what it makes of AppSec's answers. */
@Tag("browser")
class FilterPagesBrowserTest {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final String BANNED = "203.0.113.9";
  private static final String ASKED = "203.0.113.10";
  private static final String CLEAN = "203.0.113.1";
  private static final String WELCOME = "document.title == 'hello'";
  private static final WireMockServer APPSEC = new WireMockServer(wireMockConfig().dynamicPort());
  private static @Nullable Browser browser;

  @TempDir Path directory;
  private TomcatSite site;

  @BeforeAll
  static void startBrowser() throws Exception {
    assumeTrue(Browser.isInstalled(), "chromium is not installed");
    Files.createDirectories(PICTURES);
    APPSEC.start();
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
      APPSEC.stop();
    }
  }

  @BeforeEach
  void start() throws Exception {
    Path file = directory.resolve("decisions.csv");
    Files.writeString(
        file,
        "duration,scope,value,type\n4h,ip,%s,ban\n4h,ip,%s,challenge\n".formatted(BANNED, ASKED));
    APPSEC.resetAll();
    APPSEC.stubFor(any(anyUrl()).willReturn(okJson("{\"action\":\"allow\"}")));
    site = new TomcatSite(directory, "");
    site.filter(
            Map.of(
                "gatehouse.decisions-file", file.toString(),
                "gatehouse.trusted-proxies", "loopback",
                "gatehouse.challenge.noscript-wait", "1s",
                "gatehouse.appsec.url", APPSEC.baseUrl() + "/",
                "gatehouse.appsec.api-key", "key",
                "gatehouse.appsec.connect-timeout", "5s",
                "gatehouse.appsec.timeout", "20s"))
        .servlet("/hello/*", new Hello())
        .start();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({"1280, light", "1280, dark", "320, light", "320, dark"})
  void a_refusal_fits_its_screen_and_can_be_read(int width, String colours) {
    BrowserPage page = visitor(BANNED).size(width, 700).colours(colours).open(url("/hello"));
    page.await("document.querySelector('.card')");

    page.screenshot(PICTURES.resolve("filter-ban-" + width + "-" + colours + ".png"));

    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(page.textsTooFaint()).isEqualTo(List.of());
  }

  @Test
  void without_javascript_a_challenge_opens_after_the_wait() {
    BrowserPage page = visitor(ASKED).withoutJavaScript().open(url("/hello/page?a=b"));

    page.await(WELCOME);

    assertThat(page.text()).contains("hello GET /hello/page?a=b");
  }

  @Test
  void whom_appsec_asks_solves_once_and_is_not_asked_again() {
    appSecSays("{\"action\":\"captcha\",\"http_status\":403}");

    BrowserPage page = visitor(CLEAN).open(url("/hello/one?q=1")).await(WELCOME);

    assertThat(page.text()).contains("hello GET /hello/one?q=1");
    page.open(url("/hello/two")).await("document.body.innerText.includes('/hello/two')");
    assertThat(String.valueOf(page.evaluate("fetch('/hello/x').then(r => r.status)")))
        .isEqualTo("200");
  }

  /** As the engine's: a page, whose script sends a form, whose answer sets a cookie. */
  @Test
  void appsecs_own_challenge_is_solved_through_the_filter() {
    appSecSays(
        """
        {"action":"challenge","http_status":200,
         "user_headers":{"Content-Type":["text/html"],"Cache-Control":["no-store"]},
         "user_body_content":"<title>checking</title><script>fetch('/crowdsec-internal/challenge/submit',{method:'POST',body:'f=1'}).then(() => location.reload())</script>"}""");
    APPSEC.stubFor(
        any(anyUrl())
            .withHeader("X-Crowdsec-Appsec-Uri", containing("/submit"))
            .willReturn(
                okJson(
                        "{\"action\":\"challenge\",\"http_status\":200,\"user_body_content\":\"{}\","
                            + "\"user_cookies\":[\"__crowdsec_challenge=solved; HttpOnly; Path=/\"]}")
                    .withStatus(403)));
    APPSEC.stubFor(
        any(anyUrl())
            .withHeader("Cookie", containing("__crowdsec_challenge=solved"))
            .willReturn(okJson("{\"action\":\"allow\"}")));

    BrowserPage page = visitor(CLEAN).open(url("/hello/cart"));

    page.await(WELCOME);
    assertThat(page.text()).contains("hello GET /hello/cart");
  }

  private static void appSecSays(String json) {
    APPSEC.stubFor(any(anyUrl()).willReturn(okJson(json).withStatus(403)));
  }

  private static BrowserPage visitor(String address) {
    return Objects.requireNonNull(browser).newVisitor().headers(Map.of("X-Forwarded-For", address));
  }

  private String url(String path) {
    return site.at(path).toString();
  }
}
