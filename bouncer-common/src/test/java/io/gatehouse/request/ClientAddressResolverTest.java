package io.gatehouse.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gatehouse.request.ClientAddressConfig.Header;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressResolverTest {
  private static final ClientAddressConfig CONFIG =
      ClientAddressConfig.DIRECT.trusting("10.0.0.0/8", "173.245.48.0/20");

  @ParameterizedTest(name = "{0}: from {1}, X-Forwarded-For {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
            1 | 203.0.113.9        | 1.1.1.1                           | 203.0.113.9 PEER
            2 | 10.0.0.2           | 198.51.100.7                      | 198.51.100.7 FORWARDED
            3 | 10.0.0.2           | 6.6.6.6, 198.51.100.7             | 198.51.100.7 FORWARDED
            4 | 10.0.0.2           | 198.51.100.7, 173.245.48.5        | 198.51.100.7 FORWARDED
            5 | 10.0.0.2           | 6.6.6.6 / 198.51.100.7            | 198.51.100.7 FORWARDED
            6 | 10.0.0.2           | 10.1.1.1, 10.2.2.2                | 10.1.1.1 FORWARDED
            7 | 10.0.0.2           |                                   | 10.0.0.2 UNRESOLVED
           7a | 10.0.0.2           | ''                                | 10.0.0.2 UNRESOLVED
           7b | 10.0.0.2           | ,,                                | 10.0.0.2 UNRESOLVED
            8 | 10.0.0.2           | 198.51.100.7, unknown             | 10.0.0.2 UNRESOLVED
            9 | 10.0.0.2           | 198.51.100.7, garbage, 10.3.3.3   | 10.3.3.3 UNRESOLVED
           10 | 10.0.0.2           | 198.51.100.7:44321                | 198.51.100.7 FORWARDED
          10a | 10.0.0.2           | 198.51.100.7:port                 | 10.0.0.2 UNRESOLVED
           11 | 10.0.0.2           | [2001:db8::1]:443                 | 2001:db8::1 FORWARDED
          11a | 10.0.0.2           | [2001:db8::1]                     | 2001:db8::1 FORWARDED
           12 | 10.0.0.2           | ::ffff:198.51.100.7               | 198.51.100.7 FORWARDED
           13 | ::ffff:10.0.0.2    | 198.51.100.7                      | 198.51.100.7 FORWARDED
          18a | 10.0.0.2           | 0x7f.1                            | 10.0.0.2 UNRESOLVED
          18b | 10.0.0.2           | 127.1                             | 10.0.0.2 UNRESOLVED
          18c | 10.0.0.2           | 010.0.0.1                         | 10.0.0.2 UNRESOLVED
           20 | 100.64.3.3         | 1.2.3.4                           | 100.64.3.3 PEER
          21a | 10.0.0.2           | localhost                         | 10.0.0.2 UNRESOLVED
          21b | 10.0.0.2           | fe80::1%eth0                      | fe80::1 FORWARDED
          21c | 2001:db8:0:0:0:0:0:1 | 1.1.1.1                         | 2001:db8::1 PEER
          21d | 10.0.0.2           | 198.51.100.7%eth0                 | 10.0.0.2 UNRESOLVED
          """)
  void believes_the_nearest_hop_that_is_no_trusted_proxy(
      String number, String peer, String lines, String expected) {
    assertThat(resolved(CONFIG, peer, lines)).isEqualTo(expected);
  }

  @Test
  void a_carriage_return_in_a_header_is_no_address_and_reaches_no_log() { // vector 21
    ClientAddress client = resolve(CONFIG, "10.0.0.2", List.of("198.51.100.7\r\nX: y"));

    assertThat(client).hasToString(resolve(CONFIG, "10.0.0.2", List.of()).toString());
  }

  @Test
  void a_bracketed_peer_is_an_address() { // vector 14
    ClientAddressConfig config = CONFIG.trusting("loopback");

    assertThat(resolved(config, "[::1]", "198.51.100.7")).isEqualTo("198.51.100.7 FORWARDED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for=6.6.6.6;proto=https, For="[2001:db8:cafe::17]:4711" | 2001:db8:cafe::17 FORWARDED
          for="_x", for=unknown                                   | 10.0.0.2 UNRESOLVED
          for=192.0.2.43                                          | 192.0.2.43 FORWARDED
          by=203.0.113.1; for=192.0.2.43 ;proto=http              | 192.0.2.43 FORWARDED
          by="a,b;c=\\"d";for=192.0.2.43                          | 192.0.2.43 FORWARDED
          for="192\\.0.2.43"                                      | 192.0.2.43 FORWARDED
          for=192.0.2.43;for=192.0.2.44                           | 10.0.0.2 UNRESOLVED
          proto=https                                             | 10.0.0.2 UNRESOLVED
          for=192.0.2.43;;;                                       | 10.0.0.2 UNRESOLVED
          for="192.0.2.43                                         | 10.0.0.2 UNRESOLVED
          """)
  void reads_rfc_7239(String header, String expected) { // vectors 15 and 16
    assertThat(resolved(CONFIG.reading(Header.FORWARDED), "10.0.0.2", header)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.9 | 198.51.100.7                | 203.0.113.9 PEER
          10.0.0.2    | 198.51.100.7                | 198.51.100.7 FORWARDED
          10.0.0.2    | 198.51.100.7 / 198.51.100.7 | 10.0.0.2 UNRESOLVED
          10.0.0.2    | 6.6.6.6, 198.51.100.7       | 10.0.0.2 UNRESOLVED
          """)
  void reads_one_value_from_a_header_of_one_value(String peer, String lines, String expected) {
    ClientAddressConfig config = CONFIG.reading(Header.single("CF-Connecting-IP")); // vector 19

    assertThat(resolved(config, peer, lines)).isEqualTo(expected);
  }

  @Test
  void a_header_of_five_thousand_entries_is_read_from_its_end() { // vector 17
    String header = String.join(", ", Collections.nCopies(4999, "6.6.6.6")) + ", 198.51.100.7";

    assertThat(resolved(CONFIG, "10.0.0.2", header)).isEqualTo("198.51.100.7 FORWARDED");
  }

  @Test
  void no_more_hops_are_walked_than_is_allowed() {
    String header = "198.51.100.7, " + String.join(", ", Collections.nCopies(40, "10.0.0.9"));

    assertThat(resolved(CONFIG, "10.0.0.2", header)).isEqualTo("10.0.0.9 FORWARDED");
  }

  @Test
  void a_megabyte_of_quotes_takes_no_time() {
    String header = "for=\"" + "\\\"".repeat(500_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> resolve(CONFIG.reading(Header.FORWARDED), "10.0.0.2", List.of(header)));
  }

  @Test
  void headers_of_a_stranger_are_not_even_read() {
    ClientAddress client =
        new ClientAddressResolver(CONFIG).resolve("203.0.113.9", name -> fail("read " + name));

    assertThat(client.source()).isEqualTo(ClientAddress.Source.PEER);
  }

  @Test
  void a_unix_socket_is_believed_only_where_the_operator_says_so() {
    ClientAddressConfig config = ClientAddressConfig.DIRECT.trusting("unix");

    assertThat(resolved(config, null, "198.51.100.7")).isEqualTo("198.51.100.7 FORWARDED");
    assertThat(resolve(CONFIG, "@", List.of("198.51.100.7"))).isEqualTo(ClientAddress.UNKNOWN);
  }

  @Test
  void an_unreadable_hop_can_mean_the_peer() {
    ClientAddressConfig config =
        new ClientAddressConfig(
            Header.X_FORWARDED_FOR,
            CONFIG.trusted(),
            false,
            32,
            ClientAddressConfig.OnInvalid.PEER,
            false);

    assertThat(resolved(config, "10.0.0.2", "garbage, 10.3.3.3")).isEqualTo("10.0.0.2 UNRESOLVED");
  }

  @Test
  void nat64_is_unwrapped_on_request() {
    ClientAddressConfig config =
        new ClientAddressConfig(
            Header.X_FORWARDED_FOR,
            CONFIG.trusted(),
            false,
            32,
            ClientAddressConfig.OnInvalid.PEER,
            true);

    assertThat(resolved(config, "64:ff9b::198.51.100.7", null)).isEqualTo("198.51.100.7 PEER");
    assertThat(resolved(CONFIG, "64:ff9b::198.51.100.7", null))
        .isEqualTo("64:ff9b::c633:6407 PEER");
  }

  @Test
  void shared_address_space_is_not_private() {
    ClientAddressConfig config = ClientAddressConfig.DIRECT.trusting("private", "loopback");

    assertThat(resolved(config, "100.64.0.1", "1.2.3.4")).isEqualTo("100.64.0.1 PEER");
    assertThat(resolved(config, "192.168.1.1", "1.2.3.4")).isEqualTo("1.2.3.4 FORWARDED");
  }

  @Test
  void an_entry_of_the_proxies_that_is_none_is_named() {
    assertThatThrownBy(() -> CONFIG.trusting("cloudfare"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'cloudfare'");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-For, X-Forwarded-For",
    "forwarded, Forwarded",
    "header:CF-Connecting-IP, CF-Connecting-IP"
  })
  void reads_the_name_of_a_header(String text, String name) {
    assertThat(Header.parse(text)).map(Header::name).contains(name);
  }

  @ParameterizedTest
  @CsvSource({"header:", "header:a b", "peer"})
  void refuses_what_names_no_header(String text) {
    assertThat(Header.parse(text)).isEmpty();
  }

  /** Lines are separated by a slash; null is no line at all. */
  private static String resolved(
      ClientAddressConfig config, @Nullable String peer, @Nullable String lines) {
    ClientAddress client =
        resolve(config, peer, lines == null ? List.of() : Arrays.asList(lines.split(" / ", -1)));
    return client.address() + " " + client.source();
  }

  private static ClientAddress resolve(
      ClientAddressConfig config, @Nullable String peer, List<String> lines) {
    return new ClientAddressResolver(config).resolve(peer, name -> lines);
  }
}
