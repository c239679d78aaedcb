package io.gatehouse.appsec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.appsec.AppSecConfig.OnBodyTooLarge;
import io.gatehouse.appsec.AppSecConfig.Requests;
import io.gatehouse.config.Secret;
import io.gatehouse.config.SettingKey;
import io.gatehouse.decision.Remediation;
import io.gatehouse.testing.MapTexts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppSecReaderTest {
  private static final Secret LAPI_KEY = Secret.of("lapi-key");
  private static final Map.Entry<String, String> URL =
      Map.entry("appsec.url", "http://127.0.0.1:7422/");

  @Test
  void without_an_address_there_is_none() {
    MapTexts texts = new MapTexts(Map.of("appsec.timeout", "1s"));

    assertThat(AppSecReader.read(texts, LAPI_KEY)).isEmpty();
    assertThat(texts.problems()).isEmpty();
  }

  @Test
  void an_address_is_enough() {
    assertThat(AppSecReader.read(new MapTexts(Map.ofEntries(URL)), LAPI_KEY))
        .contains(AppSecConfig.of("http://127.0.0.1:7422/", LAPI_KEY));
  }

  @Test
  void every_key_is_read() {
    AppSecConfig config =
        AppSecReader.read(
                new MapTexts(
                    Map.ofEntries(
                        URL,
                        Map.entry("appsec.api-key", "own"),
                        Map.entry("appsec.connect-timeout", "50ms"),
                        Map.entry("appsec.timeout", "200ms"),
                        Map.entry("appsec.on-failure", "captcha"),
                        Map.entry("appsec.always-send", "true"),
                        Map.entry("appsec.max-body", "64KiB"),
                        Map.entry("appsec.on-body-too-large", "deny"))),
                LAPI_KEY)
            .orElseThrow();

    assertThat(config)
        .isEqualTo(
            new AppSecConfig(
                "http://127.0.0.1:7422/",
                Secret.of("own"),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Remediation.CAPTCHA,
                Requests.ALL,
                64 * 1024,
                OnBodyTooLarge.DENY));
  }

  @ParameterizedTest
  @CsvSource({
    "appsec.url, appsec:7422, http://HOST:7422/",
    "appsec.timeout, 0s, at least 1ms",
    "appsec.on-failure, open, 'pass, captcha or deny'",
    "appsec.always-send, yes, true or false",
    "appsec.max-body, 1MB, 512KiB",
    "appsec.max-body, 1000MiB, at most 64MiB",
    "appsec.on-body-too-large, drop, headers-only"
  })
  void a_value_that_means_nothing_is_told_with_what_is_expected(
      String key, String value, String expected) {
    MapTexts texts = new MapTexts(Map.of(key, value));

    assertThat(AppSecReader.read(texts, LAPI_KEY)).isEmpty();
    assertThat(texts.problems()).singleElement().asString().contains(key).contains(expected);
  }

  @Test
  void a_key_that_cannot_be_sent_is_told_and_not_shown() {
    MapTexts texts = new MapTexts(Map.ofEntries(URL, Map.entry("appsec.api-key", "open sesame")));

    assertThat(AppSecReader.read(texts, LAPI_KEY)).isEmpty();
    assertThat(texts.problems()).singleElement().asString().doesNotContain("sesame");
  }

  /** What is documented as a default is what is in force without a word. */
  @Test
  void defaults_in_the_documentation_are_those_in_force() {
    MapTexts texts = new MapTexts(Map.ofEntries(URL));
    Map<String, String> written = new HashMap<>(Map.ofEntries(URL));
    AppSecReader.keys().stream()
        .filter(key -> !key.defaultText().isEmpty())
        .forEach(key -> written.put(key.name(), key.defaultText()));

    assertThat(AppSecReader.read(new MapTexts(written), LAPI_KEY))
        .isEqualTo(AppSecReader.read(texts, LAPI_KEY));
    assertThat(AppSecReader.keys())
        .filteredOn(key -> key.kind() == SettingKey.Kind.SECRET)
        .hasSize(1);
  }
}
