package io.gatehouse.lapi.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpPrefix;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {
  private final ClientAddresses addresses =
      new ClientAddresses(
          List.of(IpPrefix.parse("10.0.0.0/8")), List.of(IpPrefix.parse("192.0.2.0/24")));

  private static InetSocketAddress peer(String address) throws Exception {
    return new InetSocketAddress(InetAddress.getByName(address), 4711);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          198.51.100.1 | 203.0.113.9              | 203.0.113.8 | 198.51.100.1
          10.0.0.1     | 203.0.113.9              | 203.0.113.8 | 203.0.113.9
          10.0.0.1     | 203.0.113.9, 10.1.1.1    | -           | 203.0.113.9
          10.0.0.1     | 1.1.1.1, 203.0.113.9     | -           | 203.0.113.9
          10.0.0.1     | 1.1.1.1, nonsense        | 203.0.113.8 | 203.0.113.8
          10.0.0.1     | 10.2.2.2                 | -           | 10.2.2.2
          10.0.0.1     | 2001:db8::1              | -           | 2001:db8::1
          10.0.0.1     | -                        | -           | 10.0.0.1
          10.0.0.1     | -                        | junk        | 10.0.0.1
          """)
  void only_a_trusted_proxy_speaks_for_others(
      String peer, String forwardedFor, String realIp, String client) throws Exception {
    assertThat(addresses.client(peer(peer), forwardedFor, realIp)).hasToString(client);
  }

  @Test
  void a_unix_socket_is_this_host() {
    assertThat(addresses.client(UnixDomainSocketAddress.of("/x"), null, null))
        .hasToString("127.0.0.1");
  }

  @Test
  void this_host_and_the_listed_are_trusted() throws Exception {
    assertThat(addresses.isTrusted(addresses.client(peer("127.0.0.1"), null, null))).isTrue();
    assertThat(addresses.isTrusted(addresses.client(peer("::1"), null, null))).isTrue();
    assertThat(addresses.isTrusted(addresses.client(peer("192.0.2.5"), null, null))).isTrue();
    assertThat(addresses.isTrusted(addresses.client(peer("192.0.3.5"), null, null))).isFalse();
  }
}
