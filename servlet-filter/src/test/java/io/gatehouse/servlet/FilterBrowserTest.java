package io.gatehouse.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser at a page behind a real Tomcat, from an address about which was decided. */
@Tag("browser")
class FilterBrowserTest {
  /** Refused without a question, and thus a page of this site to begin at. */
  private static final String FAVICON_REFUSED =
      "location.pathname == '/favicon.ico' && document.body != null";

  private static final String WELCOME = "document.title == 'hello'";
  private static Browser browser;

  @TempDir Path directory;
  private TomcatSite site;

  @BeforeAll
  static void startBrowser() {
    assumeTrue(Browser.isInstalled(), "chromium is not installed");
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    Path file = directory.resolve("decisions.csv");
    Files.writeString(
        file,
        """
        duration,scope,value,type,scenario,origin
        4h,ip,127.0.0.1,captcha,crowdsecurity/http-cve-2021-41773,crowdsec
        """);
    site = new TomcatSite(directory, "");
    site.filter(
            Map.of(
                "gatehouse.decisions-file",
                file.toString(),
                "gatehouse.challenge.noscript-wait",
                "1s"))
        .servlet("/hello/*", new Hello())
        .start();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  @Test
  void lands_where_it_wanted_and_a_second_visitor_is_still_asked() {
    BrowserPage first = browser.newVisitor().open(url("/hello/cart?id=7"));
    first.await(WELCOME);

    assertThat(first.text()).contains("hello GET /hello/cart?id=7");
    assertThat(first.url()).isEqualTo(url("/hello/cart?id=7"));

    BrowserPage second = browser.newVisitor().withoutJavaScript().open(url("/hello/cart"));
    second.await("document.readyState == 'complete'");
    assertThat(second.text()).doesNotContain("hello GET");
  }

  @Test
  void the_back_button_does_not_lead_to_the_wall() {
    BrowserPage page = browser.newVisitor().open(url("/hello/first"));
    page.await(WELCOME);
    page.open(url("/hello/second")).await("document.body.innerText.includes('/second')");

    page.back();

    page.await("document.body.innerText.includes('/first')");
    assertThat(page.text()).contains("hello GET /hello/first");
  }

  @Test
  void two_tabs_of_one_visitor_both_get_through() {
    BrowserPage one = browser.newVisitor().open(url("/hello/one"));
    BrowserPage other = browser.newTab(one).open(url("/hello/other"));

    one.await(WELCOME);
    other.await(WELCOME);

    assertThat(one.text()).contains("/hello/one");
    assertThat(other.text()).contains("/hello/other");
  }

  @Test
  void a_form_that_met_the_wall_comes_back_to_its_path() {
    BrowserPage page = browser.newVisitor().open(url("/favicon.ico")).await(FAVICON_REFUSED);
    page.evaluate(
        "document.body.innerHTML = '<form method=post action=/hello/order><input name=a"
            + " value=b></form>'; document.forms[0].submit(); true");

    page.await(WELCOME);

    assertThat(page.text()).contains("hello GET /hello/order");
  }

  @Test
  void a_script_is_told_in_json_and_gets_through_once_the_page_was_solved() {
    BrowserPage page = browser.newVisitor().open(url("/favicon.ico")).await(FAVICON_REFUSED);
    String fetched =
        "fetch('/hello/data', {method: 'POST', body: 'x'}).then(async r => r.status + ' ' +"
            + " r.headers.get('content-type') + ' ' + await r.text())";
    assertThat(String.valueOf(page.evaluate(fetched)))
        .startsWith("403 application/problem+json")
        .contains("challenge_url");

    page.open(url("/hello/page")).await(WELCOME);

    assertThat(String.valueOf(page.evaluate(fetched))).startsWith("200 ").contains("hello POST");
  }

  @Test
  void without_javascript_waiting_is_not_enough_for_a_captcha() {
    BrowserPage page = browser.newVisitor().withoutJavaScript().open(url("/hello/page"));

    page.await("document.readyState == 'complete'");

    assertThat(page.text()).isNotBlank().doesNotContain("hello GET");
  }

  private String url(String path) {
    return site.at(path).toString();
  }
}
