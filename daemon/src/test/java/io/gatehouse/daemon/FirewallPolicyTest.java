package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirewallPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080/, 127.0.0.1",
    "https://lapi.example.org, lapi.example.org",
    "http://crowdsec_lapi:8080/, crowdsec_lapi",
    "http://[2001:db8::7]:8080/, 2001:db8::7",
    "http://[2001:db8::7]/, 2001:db8::7",
    "https://proxy:secret@lapi.example.org:443/x, lapi.example.org",
  })
  void the_host_of_every_kind_of_api_url_is_guarded(String url, String host) {
    assertThat(FirewallPolicy.hostOf(url)).isEqualTo(host);
  }
}
