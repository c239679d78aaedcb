package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaptchaReaderTest {
  private static CaptchaReader reader(Map<String, String> values) {
    return new CaptchaReader(key -> Optional.ofNullable(values.get(key)));
  }

  @Test
  void without_a_key_there_is_no_provider() {
    CaptchaReader reader = reader(Map.of());

    assertThat(reader.read()).isEqualTo(CaptchaSettings.NONE);
    assertThat(reader.problems()).isEmpty();
  }

  @Test
  void providers_keep_their_order_and_each_has_its_keys() {
    CaptchaSettings captcha =
        reader(
                Map.of(
                    "captcha.providers", "turnstile, recaptcha-enterprise",
                    "captcha.turnstile.site-key", "site",
                    "captcha.turnstile.secret", " s3cr3t ",
                    "captcha.turnstile.hostnames", "a.example, b.example",
                    "captcha.recaptcha-enterprise.project", "p1",
                    "captcha.recaptcha-enterprise.threshold", "0.7",
                    "captcha.on-failure", "deny",
                    "captcha.timeout", "1500ms"))
            .read();

    assertThat(captcha.providers())
        .extracting(ProviderSettings::kind)
        .containsExactly(ProviderKind.TURNSTILE, ProviderKind.RECAPTCHA_ENTERPRISE);
    assertThat(captcha.providers().get(0).secret().reveal()).isEqualTo("s3cr3t");
    assertThat(captcha.providers().get(0).hostnames()).isEqualTo(List.of("a.example", "b.example"));
    assertThat(captcha.providers().get(1).project()).isEqualTo("p1");
    assertThat(captcha.providers().get(1).threshold()).isEqualTo(0.7);
    assertThat(captcha.onFailure()).isEqualTo(CaptchaSettings.OnFailure.DENY);
    assertThat(captcha.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(captcha).asString().doesNotContain("s3cr3t");
  }

  @Test
  void every_text_that_cannot_be_read_is_told() {
    CaptchaReader reader =
        reader(
            Map.of(
                "captcha.providers", "turnstyle, hcaptcha",
                "captcha.hcaptcha.threshold", "high",
                "captcha.on-failure", "allow",
                "captcha.timeout", "3",
                "captcha.allow-test-keys", "maybe"));

    assertThat(reader.read().providers()).hasSize(1);
    assertThat(reader.problems())
        .hasSize(5)
        .anyMatch(line -> line.contains("\"turnstyle\": one of recaptcha-v2, recaptcha-v3"))
        .anyMatch(line -> line.contains("\"allow\": pow or deny"));
  }
}
