package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.config.Secret;
import io.gatehouse.testing.Browser;
import io.gatehouse.testing.BrowserPage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at every page; pictures of them are left in {@code target/walls}. */
@Tag("browser")
class WallsBrowserTest {
  private static final Path PICTURES = Path.of("target/walls");

  /** So hard that a page is seen at work. */
  private static final Challenges CHALLENGES =
      Challenges.open(config(), KeyRing.random(new SecureRandom()));

  private static Browser browser;

  private static ChallengeConfig config() {
    ChallengeConfig all = ChallengeConfig.DEFAULT;
    return new ChallengeConfig(
            all.pass(),
            new PowSettings(21, 22, 16, 1, 8),
            all.lifetime(),
            all.attemptsPerToken(),
            all.attemptsPerMinute(),
            all.noscriptWait(),
            Optional.of("mailto:help@shop.example"),
            all.path())
        .with(
            CaptchaSettings.NONE.with(
                List.of(
                    ProviderSettings.of(ProviderKind.TURNSTILE, "key", Secret.of("secret")),
                    ProviderSettings.of(ProviderKind.HCAPTCHA, "key", Secret.of("secret")))));
  }

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
    CHALLENGES.close();
  }

  private static Function<Visit, Reply> wall(String kind) {
    return switch (kind) {
      case "ban" -> CHALLENGES::banned;
      case "refused" -> visit -> CHALLENGES.refused(visit, 403);
      case "throttle" -> visit -> CHALLENGES.throttled(visit, Duration.ofSeconds(10));
      case "unavailable" -> visit -> CHALLENGES.unavailable(visit, Duration.ofSeconds(30));
      case "challenge" -> visit -> CHALLENGES.challenge(visit, PassLevel.POW);
      case "captcha" -> visit -> CHALLENGES.challenge(visit, PassLevel.CAPTCHA);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "ban, en, 1280, light",
    "ban, de, 320, dark",
    "ban, ja, 390, light",
    "ban, fr, 1280, dark",
    "refused, en, 1280, light",
    "refused, fr, 320, dark",
    "refused, de, 390, light",
    "refused, es, 390, dark",
    "refused, ja, 390, light",
    "challenge, en, 1280, light",
    "challenge, en, 1280, dark",
    "challenge, ja, 390, dark",
    "challenge, de, 320, light",
    "challenge, es, 390, light",
    "captcha, en, 1280, light",
    "captcha, fr, 390, dark",
    "throttle, es, 390, light",
    "throttle, en, 1280, dark",
    "unavailable, ja, 1280, light",
    "unavailable, de, 390, dark"
  })
  void a_page_fits_its_screen_and_breaks_no_rule_of_its_own(
      String kind, String language, int width, String colours) {
    try (TestSite site = TestSite.showing(CHALLENGES, wall(kind))) {
      BrowserPage page = open(site, language, width, colours);

      page.screenshot(
          PICTURES.resolve(kind + "-" + language + "-" + width + "-" + colours + ".png"));

      assertThat(page.evaluate("document.documentElement.lang")).isEqualTo(language);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      assertThat(page.evaluate("document.querySelectorAll('h1').length")).isEqualTo(1);
      assertThat(page.textsTooFaint()).isEqualTo(List.of());
    }
  }

  private static BrowserPage open(TestSite site, String language, int width, String colours) {
    BrowserPage page =
        browser
            .newVisitor()
            .headers(Map.of("Accept-Language", language))
            .size(width, width < 600 ? 700 : 800)
            .colours(colours)
            .open(site.url("/cart"));
    return page.await("document.readyState === 'complete' && document.querySelector('.card')")
        .await("!document.getElementById('work') || document.getElementById('bar').value > 0");
  }

  @Test
  void nothing_is_loaded_from_elsewhere() {
    try (TestSite site = TestSite.showing(CHALLENGES, wall("challenge"))) {
      BrowserPage page = open(site, "en", 800, "light");

      assertThat(page.evaluate("performance.getEntriesByType('resource').length")).isEqualTo(0);
    }
  }

  @Test
  void without_javascript_the_page_says_what_it_does_instead() {
    try (TestSite site = TestSite.showing(CHALLENGES, wall("challenge"))) {
      BrowserPage page =
          browser.newVisitor().size(390, 700).withoutJavaScript().open(site.url("/cart"));
      page.await("document.querySelector('noscript p')");

      page.screenshot(PICTURES.resolve("challenge-noscript.png"));

      assertThat(page.text()).contains("JavaScript is off", "in about 6 seconds");
    }
  }

  @Test
  void a_captcha_whose_script_is_blocked_says_so_and_offers_another() {
    try (TestSite site = TestSite.showing(CHALLENGES, wall("captcha"))) {
      BrowserPage page = open(site, "en", 390, "light");

      page.await("document.getElementById('state').textContent.includes('does not load')");
      page.screenshot(PICTURES.resolve("captcha-blocked.png"));

      assertThat(page.text()).contains("Try again", "Try another way");
    }
  }
}
