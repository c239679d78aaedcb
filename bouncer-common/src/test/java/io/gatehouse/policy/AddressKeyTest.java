package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.net.PrefixTable;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKeyTest {
  private static final PrefixTable<String> CAMPUS =
      PrefixTable.of(Map.of(IpPrefix.parse("2001:db8:1::/48"), "campus"));

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7,     198.51.100.7",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8::1:2:3,  2001:db8::/64",
    "2001:db8:1::5,    2001:db8:1::5"
  })
  void evidence_is_kept_by_subscriber(String address, String key) {
    assertThat(AddressKey.of(IpAddress.parse(address), CAMPUS)).hasToString(key);
  }
}
