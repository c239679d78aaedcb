package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserPage;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("browser")
class ProofOfWorkBrowserTest {
  private static Browser browser;

  private final Challenges challenges =
      Challenges.open(ChallengeConfig.DEFAULT, KeyRing.random(new SecureRandom()));
  private final TestSite site = TestSite.asking(challenges, PassLevel.POW);

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

  @AfterEach
  void closeSite() {
    site.close();
    challenges.close();
  }

  @Test
  void a_browser_gets_to_the_page_that_it_wanted_and_its_fragment_is_kept() {
    BrowserPage page = browser.newVisitor().open(site.url("/cart?id=7#total"));

    awaitWelcome(page);

    assertThat(page.text()).contains("GET /cart?id=7 pow");
    assertThat(page.url()).isEqualTo(site.url("/cart?id=7#total"));
  }

  private static BrowserPage awaitWelcome(BrowserPage page) {
    return page.await("document.title === 'Welcome'");
  }

  @Test
  void a_second_browser_with_the_same_address_still_meets_the_wall() {
    awaitWelcome(browser.newVisitor().open(site.url("/")));

    BrowserPage second = browser.newVisitor().withoutJavaScript().open(site.url("/"));

    second.await("document.querySelector('.card')");
    assertThat(second.text()).contains("One moment, please");
  }

  @Test
  void the_back_button_leads_to_the_page_before_and_not_to_the_wall() {
    BrowserPage page = browser.newVisitor();
    int before = page.stepsBack();
    awaitWelcome(page.open(site.url("/first")));
    page.open(site.url("/second")).await("document.body.innerText.includes('/second')");

    assertThat(page.stepsBack()).isEqualTo(before + 2);
    page.back();

    page.await("document.body.innerText.includes('GET /first')");
  }

  @Test
  void two_tabs_of_one_visitor_get_in_both() {
    BrowserPage first = browser.newVisitor();
    BrowserPage second = browser.newTab(first);
    first.open(site.url("/one"));
    second.open(site.url("/two"));

    assertThat(awaitWelcome(first).text()).contains("GET /one");
    assertThat(awaitWelcome(second).text()).contains("GET /two");
  }

  @Test
  void who_was_sending_a_form_is_told_that_it_has_not_arrived_and_comes_to_its_page() {
    BrowserPage page = awaitWelcome(browser.newVisitor().open(site.url("/form")));
    page.call("Network.enable", Map.of());
    page.call("Network.clearBrowserCookies", Map.of());

    page.evaluate(
        "document.body.innerHTML = '<form method=post action=/save><input name=a value=b></form>';"
            + "document.forms[0].submit()");

    page.await("document.body.innerText.includes('GET /save')");
  }

  @Test
  void a_fetch_is_told_where_the_challenge_is_and_works_after_it() {
    BrowserPage page = awaitWelcome(browser.newVisitor().open(site.url("/app")));
    page.call("Network.enable", Map.of());
    page.call("Network.clearBrowserCookies", Map.of());
    String ask = "fetch('/api').then(a => a.ok ? a.text() : a.json().then(p => p.challenge_url))";

    Object url = page.evaluate(ask);
    awaitWelcome(page.open(site.url(String.valueOf(url))));

    assertThat(String.valueOf(page.evaluate(ask))).contains("GET /api pow");
  }

  @Test
  void without_javascript_the_page_opens_after_a_wait() {
    BrowserPage page = browser.newVisitor().withoutJavaScript().open(site.url("/news"));

    awaitWelcome(page);

    assertThat(page.text()).contains("GET /news noscript");
  }

  @Test
  void where_no_worker_can_be_had_the_page_works_itself() {
    BrowserPage page = browser.newVisitor();
    page.beforeEachDocument("window.Worker = function () { throw new Error('no workers'); };");

    assertThat(awaitWelcome(page.open(site.url("/cart"))).text()).contains("GET /cart pow");
  }

  @Test
  void where_workers_die_the_page_works_itself() {
    BrowserPage page = browser.newVisitor();
    page.beforeEachDocument("URL.createObjectURL = () => 'blob:http://shop.example/none';");

    assertThat(awaitWelcome(page.open(site.url("/cart"))).text()).contains("GET /cart pow");
  }

  @Test
  void an_old_browser_without_fetch_sends_a_form() {
    BrowserPage page = browser.newVisitor();
    page.beforeEachDocument("delete window.fetch;");

    assertThat(awaitWelcome(page.open(site.url("/cart?a=1"))).url()).endsWith("/cart?a=1");
  }

  @Test
  void a_browser_that_keeps_no_cookie_is_told_so_and_does_not_turn_in_a_circle() {
    BrowserPage page = browser.newVisitor();
    page.beforeEachDocument(
        "Object.defineProperty(navigator, 'cookieEnabled', {get: () => false});");
    page.open(site.url("/"));

    page.await("document.body.innerText.includes('does not keep')");

    assertThat(page.evaluate("document.getElementById('retry').hidden")).isEqualTo(false);
  }

  @Test
  void a_cookie_that_is_dropped_in_silence_is_noticed_after_three_rounds() {
    BrowserPage page = browser.newVisitor();
    page.beforeEachDocument(
        "const real = fetch; window.fetch = (url, how) => real(url, "
            + "{...how, credentials: 'omit'});");
    page.open(site.url("/"));

    page.await("document.body.innerText.includes('does not keep')");
  }
}
