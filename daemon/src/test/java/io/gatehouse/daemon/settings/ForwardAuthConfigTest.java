package io.gatehouse.daemon.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.appsec.AppSecConfig;
import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.decision.Remediation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardAuthConfigTest {
  private static final Path SAMPLE = Path.of("src/main/config/forward-auth.yaml");
  private static final String MINIMUM = "api_url: http://127.0.0.1:8080/\napi_key: sesame\n";

  @Test
  void two_keys_are_enough() throws Exception {
    ForwardAuthConfig config = read(MINIMUM);

    assertThat(config.listen()).contains(new ListenAddress("127.0.0.1", 7480));
    assertThat(config.socket()).isEmpty();
    assertThat(config.bouncer().component().name()).isEqualTo("forward-auth");
    assertThat(config.bouncer().clients().trusted()).hasSize(2);
    assertThat(config.bouncer().clients().trustsUnixSockets()).isTrue();
    assertThat(config.prometheus().enabled()).isFalse();
  }

  /** What the sample shows is what holds without it. */
  @Test
  void the_sample_shows_the_defaults() throws Exception {
    String uncommented =
        Files.readString(SAMPLE)
            .lines()
            .map(line -> line.matches("#( {2,}|\\S).*") ? line.substring(1) : line)
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n"));

    assertThat(read(uncommented).bouncer().table()).isEqualTo(read(MINIMUM).bouncer().table());
    assertThat(read(uncommented).log()).isEqualTo(read(MINIMUM).log());
    assertThat(read(uncommented).prometheus()).isEqualTo(read(MINIMUM).prometheus());
  }

  @Test
  void lists_and_sections_are_read() throws Exception {
    ForwardAuthConfig config =
        read(
            MINIMUM
                + """
                trusted_proxies: [10.0.0.0/8]
                on_lapi_failure: deny
                challenge: {path: /check/, contact_url: "https://example.org/"}
                """);

    assertThat(config.bouncer().clients().trusted()).hasSize(1);
    assertThat(config.bouncer().challenge().path()).isEqualTo("/check/");
    assertThat(config.bouncer().challenge().contactUrl()).contains("https://example.org/");
  }

  @Test
  void appsec_is_asked_as_by_the_filter() throws Exception {
    ForwardAuthConfig config =
        read(MINIMUM + "appsec: {url: 'http://127.0.0.1:7422/', timeout: 300ms, on_failure: deny}");

    AppSecConfig appSec = config.bouncer().appSec().orElseThrow();
    assertThat(appSec.apiKey().reveal()).isEqualTo("sesame");
    assertThat(appSec.timeout()).isEqualTo(Duration.ofMillis(300));
    assertThat(appSec.onFailure()).isEqualTo(Remediation.BAN);
  }

  @Test
  void who_names_a_socket_alone_wants_no_port() throws Exception {
    assertThat(read(MINIMUM + "listen_socket: /run/gatehouse/forward-auth.sock").listen())
        .isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trusted_proxy: [loopback]        | f.yaml:3: 'trusted_proxy' is unknown; did you mean 'trusted_proxies'?
          on_lapi_failure: open            | f.yaml:3: 'on_lapi_failure' is wrong: 'open' is not pass, challenge or deny
          listen_uri: 7480                 | f.yaml:3: 'listen_uri' is "7480": write HOST:PORT
          client_ip: {source: container}   | f.yaml:3: 'client_ip.source' is wrong: there is no container here
          appsec: {url: "localhost:7422"}  | f.yaml:3: 'appsec.url' is wrong: appsec: 'url' is "localhost:7422"
          appsec: {on_failure: block}      | f.yaml:3: 'appsec.on_failure' is wrong: 'block': pass, captcha or deny
          lapi: {cert_path: /c.pem}        | f.yaml:3: 'lapi.cert_path' is wrong: a certificate and its key
          """)
  void a_mistake_is_told_with_its_line(String line, String expected) {
    assertThatThrownBy(() -> read(MINIMUM + line))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(expected);
  }

  private static ForwardAuthConfig read(String text) throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    ForwardAuthConfig config =
        ForwardAuthConfig.read(
            ConfigFile.ofText("f.yaml", text).open(Map.of("API_KEY", "sesame"), report), "1");
    report.finish();
    return config;
  }
}
