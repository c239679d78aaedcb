package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigFile;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.enforce.Guards;
import io.gatehouse.net.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  @Test
  void an_explanation_says_what_is_guarded() throws Exception {
    assertThat(explained("10.1.2.3")).endsWith("lets 10.1.2.3 through, whatever was decided\n");
    assertThat(explained("198.51.100.7")).doesNotContain("guarded");
  }

  @Test
  void an_explanation_says_what_files_know_of_the_network(@TempDir Path directory)
      throws Exception {
    Path offices = Files.writeString(directory.resolve("offices.txt"), "198.51.100.0/24\n");
    String policy = "policy: {files: {shared: " + offices + "}}\n";

    assertThat(explained("198.51.100.7", policy)).contains("the operator's list");
    assertThat(explained("198.51.101.7", policy)).doesNotContain("the operator's list");
  }

  private static String explained(String address) throws Exception {
    return explained(address, "");
  }

  private static String explained(String address, String more) throws Exception {
    ConfigFile file = ConfigFile.ofText("f", "mode: nftables\n" + more);
    return FirewallPolicy.explain(
        FirewallFile.read(file, Map.of(), Source.ELSEWHERE).config(),
        Guards.of(Guards.PRIVATE),
        IpAddress.parse(address),
        List.of());
  }
}
