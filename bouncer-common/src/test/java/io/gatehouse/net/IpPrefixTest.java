package io.gatehouse.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "::/0, 2001:db8::1, true",
    "::/0, 8.8.8.8, false",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/65, 2001:db8::8000:0:0:0, false",
    "2001:db8::/65, 2001:db8::7fff:0:0:1, true",
  })
  void contains_addresses_of_its_own_family_only(String prefix, String address, boolean inside) {
    assertThat(IpPrefix.parse(prefix).contains(IpAddress.parse(address))).isEqualTo(inside);
  }

  @Test
  void the_last_address_has_all_host_bits_set() {
    assertThat(IpPrefix.parse("192.0.2.0/25").last()).hasToString("192.0.2.127");
    assertThat(IpPrefix.parse("2001:db8::/32").last())
        .hasToString("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
    assertThat(IpPrefix.parse("0.0.0.0/0").last()).hasToString("255.255.255.255");
  }

  @Test
  void taking_a_smaller_prefix_out_leaves_the_fewest_pieces() {
    List<IpPrefix> left =
        IpPrefix.parse("198.51.100.0/24").minus(List.of(IpPrefix.parse("198.51.100.240/28")));

    assertThat(left)
        .extracting(IpPrefix::toString)
        .containsExactly(
            "198.51.100.0/25", "198.51.100.128/26", "198.51.100.192/27", "198.51.100.224/28");
  }

  @Test
  void taking_a_wider_prefix_out_leaves_nothing() {
    assertThat(IpPrefix.parse("10.1.0.0/16").minus(List.of(IpPrefix.parse("10.0.0.0/8"))))
        .isEmpty();
  }

  @Test
  void taking_an_address_out_of_an_ipv6_prefix_splits_it_at_every_bit() {
    List<IpPrefix> left =
        IpPrefix.parse("2001:db8::/64").minus(List.of(IpPrefix.parse("2001:db8::1")));

    assertThat(left).hasSize(64).first().hasToString("2001:db8::");
  }
}
