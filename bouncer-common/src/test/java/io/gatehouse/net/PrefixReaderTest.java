package io.gatehouse.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixReaderTest {
  private static final long SEED = 20260101;

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "192.0.2.77/24, 192.0.2.0/24",
    "192.0.2.1/32, 192.0.2.1",
    "0.0.0.0/0, 0.0.0.0/0",
    "::, ::",
    "::/0, ::/0",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8::1/32, 2001:db8::/32",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "0:0:1::, 0:0:1::",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::ffff:c000:201, 192.0.2.1",
    "::ffff:192.0.2.0/120, 192.0.2.0/24",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201"
  })
  void reads_what_is_an_address_or_prefix(String text, String canonical) {
    assertThat(IpPrefix.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.04",
        "1.2.3.4/33",
        "1.2.3.4/",
        "/24",
        "1.2.3.4/-1",
        "1.2.3.4/024",
        "0x7f.1",
        "2130706433",
        "1.2.3.4 ",
        " 1.2.3.4",
        "a.b.c.d",
        "1.2.3.4-1.2.3.9",
        "1.2.3.4:80",
        "[::1]",
        ":",
        ":::",
        "::1::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "fe80::1%eth0",
        "::/129",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "1.2.3.4::",
        ":1",
        "1:",
        "::-1",
        "example.org",
        "١.2.3.4",
        "1..2.3"
      })
  void refuses_what_is_neither(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpPrefix.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void reads_and_writes_ipv6_as_the_reference_library_does() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      IpAddress address = IpAddress.of(sparse(random), sparse(random));
      IPAddress reference = new IPAddressString(address.toString()).getAddress();
      assertThat(reference.getBytes())
          .as("seed %d, %s", SEED, address)
          .isEqualTo(address.toBytes());
      assertThat(IpAddress.parse(reference.toFullString())).isEqualTo(address);
      assertThat(IpAddress.parse(reference.toCanonicalString())).isEqualTo(address);
      assertThat(address.toString()).isEqualTo(reference.toCanonicalString());
    }
  }

  @Test
  void agrees_with_the_jdk_on_bytes() throws Exception {
    byte[] bytes = InetAddress.getByName("2001:db8::7").getAddress();

    assertThat(IpAddress.ofBytes(bytes)).hasToString("2001:db8::7");
    assertThat(IpAddress.ofBytes(bytes).toBytes()).isEqualTo(bytes);
  }

  /** Numbers with many zero groups, so that runs of all lengths come up. */
  private static long sparse(Random random) {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 16) | (random.nextInt(3) == 0 ? random.nextInt(0x10000) : 0);
    }
    return value;
  }
}
