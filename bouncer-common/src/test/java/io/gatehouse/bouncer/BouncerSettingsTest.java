package io.gatehouse.bouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.challenge.Binding;
import io.gatehouse.challenge.ChallengeConfig;
import io.gatehouse.challenge.ProviderSettings;
import io.gatehouse.config.ConfigException;
import io.gatehouse.policy.Layer;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.PolicyMode;
import io.gatehouse.request.ClientAddressConfig;
import io.gatehouse.request.DecisionPointConfig;
import io.gatehouse.request.OnUnavailable;
import io.gatehouse.testing.MaxMindDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BouncerSettingsTest {
  private static final Component TEST = new Component("test", "1");
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir private Path directory;

  @Test
  void two_settings_are_enough_and_the_rest_are_the_products_values() throws Exception {
    BouncerSettings settings = read(Map.of());

    assertThat(settings.source()).isInstanceOf(DecisionSource.Stream.class);
    assertThat(settings.clients()).isEqualTo(ClientAddressConfig.DIRECT);
    assertThat(settings.point()).isEqualTo(DecisionPointConfig.DEFAULT);
    assertThat(settings.policy().mode(Layer.HTTP)).isEqualTo(PolicyConfig.DEFAULT.mode(Layer.HTTP));
    assertThat(settings.challenge()).isEqualTo(ChallengeConfig.DEFAULT);
    assertThat(settings.keys()).isEmpty();
    assertThat(settings.lease().ports()).isEmpty();
  }

  @Test
  void every_setting_is_read() throws Exception {
    BouncerSettings settings =
        read(
            Map.ofEntries(
                Map.entry("gatehouse.mode", "live"),
                Map.entry("gatehouse.live.cache", "1s"),
                Map.entry("gatehouse.on-lapi-failure", "deny"),
                Map.entry("gatehouse.fallback", "captcha"),
                Map.entry("gatehouse.trusted-proxies", "loopback, 10.0.0.0/8,unix"),
                Map.entry("gatehouse.client-ip.source", "header:CF-Connecting-IP"),
                Map.entry("gatehouse.signing-key", KEY),
                Map.entry("gatehouse.pass.bind", "ua"),
                Map.entry("gatehouse.pass.lifetime", "30m"),
                Map.entry("gatehouse.policy.mode", "report"),
                Map.entry("gatehouse.policy.shared-networks", "198.51.100.0/24"),
                Map.entry("gatehouse.identity.rate", "10/1s"),
                Map.entry("gatehouse.lease.ports", "80,443"),
                Map.entry("gatehouse.dry-run", "true")));

    assertThat(((DecisionSource.Live) settings.source()).kept()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.point().onUnavailable()).isEqualTo(OnUnavailable.DENY);
    assertThat(settings.clients().trusted()).hasSize(3);
    assertThat(settings.clients().trustsUnixSockets()).isTrue();
    assertThat(settings.clients().header().name()).isEqualTo("CF-Connecting-IP");
    assertThat(settings.keys()).isPresent();
    assertThat(settings.challenge().pass().binding()).isEqualTo(Binding.AGENT);
    assertThat(settings.policy().mode(Layer.HTTP)).isEqualTo(PolicyMode.REPORT);
    assertThat(settings.networks().size()).isEqualTo(1);
    assertThat(settings.point().limits().requests()).isEqualTo(10);
    assertThat(settings.lease().ports()).containsExactly(80, 443);
    assertThat(settings.dryRun()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gatehouse.api-url           | lapi:8080 x           | http
          gatehouse.mode              | streaming             | stream or live
          gatehouse.update-frequency  | 10                    | a duration
          gatehouse.on-lapi-failure   | open                  | pass, challenge or deny
          gatehouse.fallback          | block                 | ban, captcha
          gatehouse.dry-run           | yes                   | true or false
          gatehouse.exclude           | *.js                  | /exact
          gatehouse.trusted-proxies   | 10.0.0.0/33           | 10.0.0.0/33
          gatehouse.client-ip.source  | x-real-ip             | header:NAME
          gatehouse.client-ip.max-hops | 0                    | from 1
          gatehouse.signing-key       | short                 | 32
          gatehouse.pass.bind         | browser               | ua+prefix
          gatehouse.challenge.providers | captcha            | turnstile
          gatehouse.challenge.on-provider-failure | allow    | pow or deny
          gatehouse.policy.mode       | on                    | off, report or enforce
          gatehouse.policy.shared-networks | office           | office
          gatehouse.identity.rate     | 60 per minute         | 60/10s
          gatehouse.lease.ports       | 70000                 | port
          gatehouse.lapi.cert-path    | /etc/client.pem       | go together
          gatehouse.appsec.key-path   | /etc/client.key       | go together
          gatehouse.lapi.insecure-skip-verify | 1             | true or false
          gatehouse.scopes            | ip,username           | is not ip, range, country or as
          gatehouse.scopes            | ip,country            | set country-db
          gatehouse.scopes            | AS                    | set policy.asn-db
          gatehouse.pass.bind         | ua+asn                | set policy.asn-db
          """)
  void a_value_that_means_nothing_is_named_with_what_is_expected(
      String name, String value, String expected) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(expected);
  }

  @Test
  void captcha_providers_have_keys_of_their_own() throws Exception {
    BouncerSettings settings =
        read(
            Map.of(
                "gatehouse.challenge.providers", "turnstile,hcaptcha,pow",
                "gatehouse.challenge.turnstile.site-key", "site1",
                "gatehouse.challenge.turnstile.secret-key", "secret1",
                "gatehouse.challenge.hcaptcha.site-key", "site2",
                "gatehouse.challenge.hcaptcha.secret-key", "secret2"));

    assertThat(settings.challenge().captcha().providers())
        .extracting(ProviderSettings::siteKey)
        .containsExactly("site1", "site2");
    assertThat(settings.table()).contains("gatehouse.challenge.hcaptcha.secret-key=***");
  }

  @ParameterizedTest
  @CsvSource({
    "gatehouse.challenge.path, gatehouse, a slash at both ends",
    "gatehouse.challenge.contact-url, javascript:alert(1), https://",
    "gatehouse.challenge.providers, hcaptcha, hcaptcha has no secret"
  })
  void what_cannot_be_served_is_told(String name, String value, String expected) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void a_directory_of_pages_that_is_none_is_named() {
    assertThatThrownBy(() -> read(Map.of("gatehouse.challenge.templates", "/nowhere/at/all")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("templates: /nowhere/at/all");
  }

  @Test
  void a_key_with_which_everybody_passes_is_refused() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "gatehouse.challenge.providers", "turnstile",
                        "gatehouse.challenge.turnstile.site-key", "1x00000000000000000000AA",
                        "gatehouse.challenge.turnstile.secret-key",
                            "1x0000000000000000000000000000000AA")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("test");
  }

  @Test
  void files_of_tls_are_for_https_alone() {
    assertThatThrownBy(() -> read(Map.of("gatehouse.lapi.ca-cert-path", "/etc/ca.pem")))
        .hasMessageContaining("gatehouse.api-url")
        .hasMessageContaining("https://");
  }

  @Test
  void a_key_and_a_certificate_are_one_too_many() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "gatehouse.api-url", "https://lapi/",
                        "gatehouse.lapi.cert-path", "/etc/client.pem",
                        "gatehouse.lapi.key-path", "/etc/client.key")))
        .hasMessageContaining("use one of them");
  }

  @Test
  void all_problems_are_told_at_once() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "gatehouse.mode", "x",
                        "gatehouse.fallback", "y",
                        "gatehouse.update-frequncy", "5s")))
        .hasMessageContaining("gatehouse.mode")
        .hasMessageContaining("gatehouse.fallback")
        .hasMessageContaining("did you mean 'gatehouse.update-frequency'?");
  }

  @Test
  void no_source_and_two_sources_are_mistakes() {
    assertThatThrownBy(
            () -> BouncerSettings.read(TEST, List.of(SettingSource.of("test", Map.of()))))
        .hasMessageContaining("a file of decisions");
    assertThatThrownBy(() -> read(Map.of("gatehouse.decisions-file", "/tmp/x")))
        .hasMessageContaining("either");
  }

  @Test
  void secrets_are_in_no_table_and_no_message() throws Exception {
    assertThat(read(Map.of("gatehouse.signing-key", KEY)).table())
        .contains("gatehouse.api-key=***", "gatehouse.signing-key=***", "gatehouse.mode=stream");
    assertThatThrownBy(() -> read(Map.of("gatehouse.signing-key", "sesame")))
        .hasMessageNotContaining("sesame");
  }

  @Test
  void the_first_source_that_says_something_counts() throws Exception {
    SettingSource first = SettingSource.of("first", texts(Map.of("gatehouse.mode", "live")));
    SettingSource second = SettingSource.of("second", texts(Map.of("gatehouse.mode", "stream")));

    assertThat(BouncerSettings.read(TEST, List.of(first, second)).source())
        .isInstanceOf(DecisionSource.Live.class);
  }

  @Test
  void a_file_of_keys_that_is_not_there_is_told_with_how_to_make_it() {
    Path file = directory.resolve("signing.key");

    assertThatThrownBy(() -> read(Map.of("gatehouse.signing-key-file", file.toString())))
        .hasMessageContaining("openssl rand -base64 32 > " + file);
  }

  @Test
  void a_variable_that_is_spelled_nearly_as_a_setting_is_a_mistake() {
    SettingSource variables =
        SettingSource.environment(
            Map.of("GATEHOUSE_UPDATE_FREQUNCY", "10s", "GATEHOUSE_SERVICE_HOST", "10.0.0.1"));

    assertThat(variables.unknown()).containsExactly("GATEHOUSE_UPDATE_FREQUNCY");
    assertThatThrownBy(() -> BouncerSettings.read(TEST, List.of(variables)))
        .hasMessageContaining("did you mean 'gatehouse.update-frequency'?");
  }

  @Test
  void only_what_is_set_is_told_as_changed() throws Exception {
    assertThat(read(Map.of("gatehouse.mode", "live", "gatehouse.fallback", "ban")).changed())
        .contains("gatehouse.mode=live", "gatehouse.api-key=***")
        .noneMatch(line -> line.startsWith("gatehouse.fallback"));
  }

  @Test
  void every_scope_that_can_be_told_of_an_address_is_asked_for() throws Exception {
    Path countries = directory.resolve("countries.mmdb");
    MaxMindDatabase.write(countries, "GeoLite2-Country", Map.of());

    assertThat(scopes(Map.of())).containsExactly("ip", "range");
    assertThat(scopes(Map.of("gatehouse.country-db", countries.toString())))
        .containsExactly("country", "ip", "range");
    assertThat(scopes(Map.of("gatehouse.scopes", "IP"))).containsExactly("ip");
  }

  private static List<String> scopes(Map<String, String> more) throws ConfigException {
    return ((DecisionSource.Stream) read(more).source()).lapi().filter().scopes();
  }

  private static BouncerSettings read(Map<String, String> more) throws ConfigException {
    return BouncerSettings.read(TEST, List.of(SettingSource.of("test", texts(more))));
  }

  private static Map<String, String> texts(Map<String, String> more) {
    Map<String, String> texts = new HashMap<>();
    texts.put("gatehouse.api-url", "http://127.0.0.1:8080/");
    texts.put("gatehouse.api-key", "secret");
    texts.putAll(more);
    return texts;
  }
}
