package io.gatehouse.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.config.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChallengeReaderTest {
  @TempDir private Path dir;
  private final ConfigReport report = new ConfigReport(UnknownKeys.REJECT);

  @Test
  void nothing_written_gives_the_products_values() throws Exception {
    assertThat(read("")).isEqualTo(ChallengeConfig.DEFAULT);
    report.finish();
  }

  @Test
  void providers_keep_their_order_and_each_has_its_keys() throws Exception {
    ChallengeConfig config =
        read(
            """
            challenge:
              providers: [turnstile, recaptcha-enterprise, pow]
              turnstile: {site_key: site, secret_key: s3cr3t, hostnames: [a.example, b.example]}
              recaptcha_enterprise: {site_key: other, secret_key: key, project: p1, threshold: 0.7}
              on_provider_failure: deny
              provider_timeout: 1500ms
            """);
    report.finish();

    List<ProviderSettings> providers = config.captcha().providers();
    assertThat(providers)
        .extracting(ProviderSettings::kind)
        .containsExactly(ProviderKind.TURNSTILE, ProviderKind.RECAPTCHA_ENTERPRISE);
    assertThat(providers.get(0).secret().reveal()).isEqualTo("s3cr3t");
    assertThat(providers.get(0).hostnames()).containsExactly("a.example", "b.example");
    assertThat(providers.get(1).project()).isEqualTo("p1");
    assertThat(providers.get(1).threshold()).isEqualTo(0.7);
    assertThat(config.captcha().onFailure()).isEqualTo(CaptchaSettings.OnFailure.DENY);
    assertThat(config.captcha().timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(config).asString().doesNotContain("s3cr3t");
    assertThat(report.table()).doesNotContain("s3cr3t");
  }

  @Test
  void pages_and_passes_are_the_operators_own() throws Exception {
    ChallengeConfig config =
        read(
            """
            challenge: {path: /check/, contact_url: /help, noscript_wait: 0s}
            pass: {lifetime: 30m, bind: ua, domain: Example.com}
            """);
    report.finish();

    assertThat(config.path()).isEqualTo("/check/");
    assertThat(config.contactUrl()).contains("/help");
    assertThat(config.noscriptWait()).isEmpty();
    assertThat(config.pass().lifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.pass().binding()).isEqualTo(Binding.AGENT);
    assertThat(config.pass().domain()).contains("example.com");
  }

  @Test
  void every_mistake_is_told_with_its_line() throws Exception {
    assertThat(
            problems(
                """
                challenge:
                  providers: [turnstyle, recaptcha-v3]
                  recaptcha_v3: {site_key: a, secret_key: b, treshold: 0.5, threshold: high}
                  on_provider_failure: allow
                  provider_timeout: 3
                  allow_test_keys: maybe
                pass: {bind: browser}
                """))
        .hasSize(7)
        .anyMatch(line -> line.contains(".yaml:2: 'challenge.providers'") && line.contains("style"))
        .anyMatch(line -> line.contains(":3:") && line.contains("did you mean"))
        .anyMatch(line -> line.contains(":4:") && line.contains("'allow': pow or deny"))
        .anyMatch(line -> line.contains(":5:") && line.contains("write \"3s\""))
        .anyMatch(line -> line.contains(":7:") && line.contains("ua+prefix"));
  }

  @Test
  void a_provider_without_keys_and_a_published_test_secret_are_mistakes() throws Exception {
    assertThat(problems("challenge: {providers: [hcaptcha]}"))
        .anyMatch(line -> line.contains("hcaptcha has no secret"));
    assertThat(
            problems(
                """
                challenge:
                  providers: [turnstile]
                  turnstile: {site_key: a, secret_key: 1x0000000000000000000000000000000AA}
                """))
        .singleElement()
        .asString()
        .contains("test secret")
        .doesNotContain("1x000");
  }

  @Test
  void each_key_has_one_name_and_secrets_are_marked() {
    assertThat(ChallengeReader.keys()).extracting(SettingKey::name).doesNotHaveDuplicates();
    assertThat(ChallengeReader.keys())
        .filteredOn(key -> key.kind() == SettingKey.Kind.SECRET)
        .extracting(SettingKey::name)
        .hasSize(ProviderKind.values().length)
        .allMatch(name -> name.endsWith(".secret-key"));
  }

  private ChallengeConfig read(String yaml) throws IOException, ConfigException {
    return ChallengeReader.read(open(yaml).asTexts());
  }

  private List<String> problems(String yaml) throws IOException, ConfigException {
    ConfigReport found = new ConfigReport(UnknownKeys.REJECT);
    ChallengeReader.read(open(yaml, found).asTexts());
    ConfigException failure = catchThrowableOfType(ConfigException.class, found::finish);
    return Optional.ofNullable(failure).map(ConfigException::problems).orElse(List.of()).stream()
        .map(ConfigProblem::toString)
        .toList();
  }

  private ConfigSection open(String yaml) throws IOException, ConfigException {
    return open(yaml, report);
  }

  private ConfigSection open(String yaml, ConfigReport into) throws IOException, ConfigException {
    Path file = Files.writeString(dir.resolve("front.yaml"), yaml);
    return ConfigFile.read(file).open(Map.of(), into);
  }
}
