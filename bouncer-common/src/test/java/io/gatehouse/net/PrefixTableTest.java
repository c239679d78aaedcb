package io.gatehouse.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixTableTest {
  private static final long SEED = 7;

  @Test
  void tells_all_covering_prefixes_the_longest_first() {
    PrefixTable<String> table =
        PrefixTable.of(
            Map.of(
                IpPrefix.parse("192.0.2.0/24"), "net",
                IpPrefix.parse("192.0.2.7"), "host",
                IpPrefix.parse("0.0.0.0/0"), "all",
                IpPrefix.parse("::/0"), "all of IPv6"));

    assertThat(table.covering(IpAddress.parse("192.0.2.7"))).containsExactly("host", "net", "all");
    assertThat(table.longestMatch(IpAddress.parse("192.0.2.8"))).contains("net");
    assertThat(table.covering(IpAddress.parse("2001:db8::1"))).containsExactly("all of IPv6");
  }

  @Test
  void an_empty_table_covers_nothing() {
    PrefixTable<String> table = PrefixTable.of(Map.of());

    assertThat(table.covering(IpAddress.parse("192.0.2.7"))).isEmpty();
    assertThat(table.longestMatch(IpAddress.parse("::1"))).isEmpty();
    assertThat(table.containsCovering(0, 0, 0)).isFalse();
  }

  @Test
  void agrees_with_a_list_that_is_searched_from_end_to_end() {
    Random random = new Random(SEED);
    Map<IpPrefix, IpPrefix> entries = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      IpPrefix prefix = prefix(random);
      entries.put(prefix, prefix);
    }
    PrefixTable<IpPrefix> table = PrefixTable.of(entries);

    for (int i = 0; i < 5_000; i++) {
      IpPrefix asked = prefix(random);
      List<IpPrefix> covering = entries.keySet().stream().filter(p -> p.contains(asked)).toList();
      assertThat(table.containsCovering(asked.high(), asked.low(), asked.bits()))
          .as("seed %d, %s", SEED, asked)
          .isEqualTo(!covering.isEmpty());
      assertThat(table.covering(asked.first()))
          .as("seed %d, %s", SEED, asked)
          .containsExactlyInAnyOrderElementsOf(
              entries.keySet().stream().filter(p -> p.contains(asked.first())).toList());
      assertThat(table.overlapping(asked))
          .containsExactlyInAnyOrderElementsOf(
              entries.keySet().stream().filter(p -> p.overlaps(asked)).toList());
    }
  }

  private static IpPrefix prefix(Random random) {
    IpAddress address =
        random.nextBoolean()
            ? IpAddress.ofIpv4(0xC0000000 + random.nextInt(1 << 16))
            : IpAddress.of(0x2001_0db8_0000_0000L, random.nextInt(1 << 16));
    return IpPrefix.of(address, address.width() - random.nextInt(20));
  }
}
