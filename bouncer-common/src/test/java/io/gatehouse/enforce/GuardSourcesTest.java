package io.gatehouse.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpPrefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardSourcesTest {
  @TempDir Path procNet;

  @Test
  void guards_the_gateways_that_the_kernel_shows() throws IOException {
    Files.writeString(
        procNet.resolve("route"),
        """
        Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
        eth0	00000000	01026FC6	0003	0	0	0	00000000	0	0	0
        eth0	000200C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
        """);
    Files.writeString(
        procNet.resolve("ipv6_route"),
        """
        00000000000000000000000000000000 00 00000000000000000000000000000000 00 \
        20010db8000000000000000000000001 00000400 00000001 00000000 00000003     eth0
        20010db8000000000000000000000000 40 00000000000000000000000000000000 00 \
        00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
        """);

    Guards guards = sources().gather();

    assertThat(covers(guards, "198.111.2.1")).isTrue();
    assertThat(covers(guards, "2001:db8::1")).isTrue();
    assertThat(covers(guards, "2001:db8::2")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "10.1.0.0/16",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.9.9",
        "172.31.255.255",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::1"
      })
  void guards_private_ranges(String prefix) {
    assertThat(covers(sources().gather(), prefix)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "198.51.100.0/24",
        "203.0.113.9",
        "172.32.0.1",
        "8.0.0.0/7",
        "0.0.0.0/0",
        "2001:db8::1",
        "::/0"
      })
  void guards_neither_documentation_ranges_nor_what_is_wider_than_a_guard(String prefix) {
    assertThat(covers(sources().gather(), prefix)).isFalse();
  }

  @Test
  void guards_this_host_and_what_the_operator_allows() {
    GuardSources sources =
        new GuardSources(
            new HostAddresses(procNet),
            List.of(IpPrefix.parse("203.0.113.0/24")),
            List.of("localhost", "no-such-host.invalid"));

    Guards guards = sources.gather();

    assertThat(covers(guards, "203.0.113.77")).isTrue();
    assertThat(covers(guards, "127.0.0.1")).isTrue();
  }

  @Test
  void a_new_network_namespace_has_no_address_and_that_is_no_error() throws Exception {
    HostAddresses host = new HostAddresses(procNet);

    assertThat(host.isAddressed()).isFalse();
    assertThat(host.own()).isEmpty();

    Files.writeString(procNet.resolve("fib_trie"), "Main:\n");
    assertThat(host.isAddressed()).isTrue();
  }

  @Test
  void guarded_prefixes_are_disjoint_and_in_order() {
    Guards guards =
        Guards.of(
            List.of(
                IpPrefix.parse("203.0.113.9"),
                IpPrefix.parse("192.0.2.0/24"),
                IpPrefix.parse("203.0.113.0/24"),
                IpPrefix.parse("192.0.2.128/25")));

    assertThat(guards.prefixes())
        .extracting(IpPrefix::toString)
        .containsExactly("192.0.2.0/24", "203.0.113.0/24");
  }

  private GuardSources sources() {
    return new GuardSources(new HostAddresses(procNet), List.of(), List.of());
  }

  private static boolean covers(Guards guards, String text) {
    IpPrefix prefix = IpPrefix.parse(text);
    return guards.cover(prefix.high(), prefix.low(), prefix.bits());
  }
}
