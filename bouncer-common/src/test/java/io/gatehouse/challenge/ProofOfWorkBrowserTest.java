package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserPage;
import java.security.SecureRandom;
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

    page.await("document.title == 'Welcome'");

    assertThat(page.text()).contains("GET /cart?id=7 pow");
    assertThat(page.url()).isEqualTo(site.url("/cart?id=7#total"));
  }
}
