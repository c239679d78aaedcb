package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCheckTest {
  private static final ChallengeConfig GOOD = ChallengeConfig.DEFAULT;

  @TempDir private Path directory;

  private static ChallengeConfig asking(ProviderSettings... providers) {
    return GOOD.with(CaptchaSettings.NONE.with(List.of(providers)));
  }

  private static ProviderSettings provider(ProviderKind kind, String siteKey, String secret) {
    return ProviderSettings.of(kind, siteKey, Secret.of(secret));
  }

  @Test
  void the_defaults_are_fine() {
    assertThat(GOOD.problems()).isEmpty();
  }

  @Test
  void every_problem_is_told_at_once() {
    ChallengeConfig bad =
        new ChallengeConfig(
                new PassSettings(
                    Duration.ZERO,
                    Duration.ofMinutes(-1),
                    Binding.NONE,
                    Optional.of("localhost"),
                    0,
                    Duration.ofMinutes(1)),
                new PowSettings(23, 10, 0, -1, 0),
                Duration.ZERO,
                0,
                0,
                Optional.of(Duration.ZERO),
                Optional.of("javascript:alert(1)"),
                "gatehouse")
            .withTemplates(directory.resolve("none"));

    assertThat(bad.problems()).hasSize(16).allMatch(line -> line.startsWith("challenge: "));
    assertThatThrownBy(() -> Challenges.open(bad, KeyRing.random(new Random(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1x0000000000000000000000000000000AA",
        "0x0000000000000000000000000000000000000000",
        "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe"
      })
  void a_secret_with_which_everybody_passes_is_refused_unless_it_is_a_test(String secret) {
    CaptchaSettings captcha =
        CaptchaSettings.NONE.with(List.of(provider(ProviderKind.TURNSTILE, "key", secret)));

    assertThat(GOOD.with(captcha).problems()).singleElement().asString().doesNotContain(secret);
    CaptchaSettings test =
        new CaptchaSettings(
            captcha.providers(),
            captcha.onFailure(),
            captcha.timeout(),
            CaptchaSettings.TestKeys.ALLOWED);
    assertThat(GOOD.with(test).problems()).isEmpty();
  }

  @Test
  void a_provider_needs_its_keys_once() {
    ProviderSettings bare = provider(ProviderKind.RECAPTCHA_ENTERPRISE, " ", "");

    assertThat(asking(bare, bare.at("ftp://x")).problems())
        .hasSize(8)
        .anyMatch(line -> line.contains("recaptcha-enterprise has no site key"))
        .anyMatch(line -> line.contains("no project"))
        .anyMatch(line -> line.contains("given twice"))
        .anyMatch(line -> line.contains("endpoint"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://help.example/x?a=b", "mailto:a@b.example", "/contact"})
  void a_contact_is_an_address_that_a_browser_may_open(String url) {
    assertThat(withContact(url).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "javascript:alert(1)", "//evil.example", "data:text/html,x", "/a\"b"})
  void anything_else_is_no_contact(String url) {
    assertThat(withContact(url).problems()).hasSize(1);
  }

  private static ChallengeConfig withContact(String url) {
    return new ChallengeConfig(
        GOOD.pass(), GOOD.pow(), GOOD.lifetime(), 5, 30, Optional.empty(), Optional.of(url), "/g/");
  }

  @Test
  void an_operators_page_is_shown_with_its_values_escaped() throws IOException {
    Files.writeString(
        directory.resolve("ban.html"), "<p>{{request_id}} {{address}} {{heading}}</p>");
    Challenges challenges =
        Challenges.open(GOOD.withTemplates(directory), KeyRing.random(new Random(1)));

    String page = challenges.banned(Visits.browser().get("/")).text();

    assertThat(page)
        .isEqualTo(
            "<p>3f0e1c52-6a55-4b7e-9a0f-0c9a4f1f2d11 198.51.100.7"
                + " This site does not let you in at the moment</p>");
    assertThat(challenges.throttled(Visits.browser().get("/"), Duration.ofSeconds(1)).text())
        .startsWith("<!doctype html>");
  }

  @Test
  void an_operators_page_is_checked_at_start_with_file_and_line() throws IOException {
    Path file = directory.resolve("challenge.html");
    Files.writeString(file, "<p>\n{{reqest_id}}\n{{{challenge}}}");

    assertThat(GOOD.withTemplates(directory).problems())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("challenge: " + file + ":2: 'reqest_id' is no value"))
        .anyMatch(line -> line.contains(file + ":1: {{{script}}} is missing"));
  }

  @Test
  void an_operators_page_is_text() throws IOException {
    Files.write(directory.resolve("ban.html"), "Gru\u00df".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(directory.resolve("throttle.html"), new byte[2_000_000]);

    assertThat(GOOD.withTemplates(directory).problems())
        .anyMatch(line -> line.endsWith("is not UTF-8"))
        .anyMatch(line -> line.endsWith("is longer than 1 MiB"));
  }
}
