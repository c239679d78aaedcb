package io.gatehouse.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixTableTest {
  private static final long SEED = 20260101;

  private final PrefixTable<String> table =
      PrefixTable.of(
          Map.of(
              prefix("10.0.0.0/8"), "wide",
              prefix("10.1.0.0/16"), "narrow",
              prefix("10.1.2.3"), "host",
              prefix("::/0"), "all of IPv6",
              prefix("2001:db8::/32"), "documentation"));

  @Test
  void covering_prefixes_come_longest_first() {
    assertThat(table.covering(address("10.1.2.3"))).containsExactly("host", "narrow", "wide");
    assertThat(table.covering(address("10.1.2.4"))).containsExactly("narrow", "wide");
    assertThat(table.covering(address("11.0.0.0"))).isEmpty();
  }

  @Test
  void the_longest_prefix_matches() {
    assertThat(table.longestMatch(address("10.200.0.1"))).contains("wide");
    assertThat(table.longestMatch(address("2001:db8::1"))).contains("documentation");
    assertThat(table.longestMatch(address("9.255.255.255"))).isEmpty();
  }

  @Test
  void families_do_not_cover_each_other() {
    assertThat(table.covering(address("192.0.2.1"))).isEmpty();
    assertThat(PrefixTable.of(Map.of(prefix("0.0.0.0/0"), 1)).covering(address("::1"))).isEmpty();
    assertThat(table.overlapping(prefix("0.0.0.0/0")))
        .containsExactly(prefix("10.0.0.0/8"), prefix("10.1.0.0/16"), prefix("10.1.2.3"));
    assertThat(table.overlapping(prefix("::/0")))
        .containsExactly(prefix("::/0"), prefix("2001:db8::/32"));
  }

  @Test
  void a_value_is_found_at_its_own_prefix_only() {
    assertThat(table.at(prefix("10.1.0.0/16"))).contains("narrow");
    assertThat(table.at(prefix("10.1.0.0/17"))).isEmpty();
  }

  @Test
  void an_empty_table_covers_nothing() {
    PrefixTable<String> empty = PrefixTable.of(Map.of());

    assertThat(empty.size()).isZero();
    assertThat(empty.covering(address("10.0.0.1"))).isEmpty();
    assertThat(empty.overlapping(prefix("0.0.0.0/0"))).isEmpty();
    assertThat(empty.containsCovering(0, 0, 0)).isFalse();
  }

  @Test
  void agrees_with_a_list_scan_on_random_prefixes() {
    Random random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      Map<IpPrefix, Integer> entries = new HashMap<>();
      for (int i = random.nextInt(60); i >= 0; i--) {
        entries.put(randomPrefix(random), i);
      }
      compareWithScan(entries, random);
    }
  }

  private static void compareWithScan(Map<IpPrefix, Integer> entries, Random random) {
    PrefixTable<Integer> table = PrefixTable.of(entries);
    for (int i = 0; i < 300; i++) {
      IpPrefix asked = randomPrefix(random);
      List<IpPrefix> overlapping =
          entries.keySet().stream().filter(asked::overlaps).sorted().toList();
      boolean covered = entries.keySet().stream().anyMatch(entry -> entry.contains(asked));
      String where = "seed " + SEED + ", " + asked + " in " + entries.keySet();

      assertThat(table.overlapping(asked)).as(where).isEqualTo(overlapping);
      assertThat(table.overlapsAny(asked.high(), asked.low(), asked.bits()))
          .as(where)
          .isEqualTo(!overlapping.isEmpty());
      assertThat(table.containsCovering(asked.high(), asked.low(), asked.bits()))
          .as(where)
          .isEqualTo(covered);
      assertThat(table.covering(asked.first())).as(where).isEqualTo(scan(entries, asked.first()));
    }
  }

  private static List<Integer> scan(Map<IpPrefix, Integer> entries, IpAddress address) {
    return entries.keySet().stream()
        .filter(entry -> entry.contains(address))
        .sorted(Comparator.comparing(IpPrefix::bits).reversed())
        .map(entries::get)
        .toList();
  }

  /** Few distinct bits, so that prefixes nest often; now and then around the IPv4-mapped space. */
  private static IpPrefix randomPrefix(Random random) {
    IpAddress address =
        switch (random.nextInt(4)) {
          case 0 -> IpAddress.of(0, random.nextInt(3) << 16);
          case 1 -> IpAddress.of((long) random.nextInt(4) << 62, random.nextInt(4));
          default -> IpAddress.ofIpv4(random.nextInt(16) << 28 | random.nextInt(4));
        };
    return IpPrefix.of(address, random.nextInt(address.width() + 1));
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.parse(text);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text);
  }
}
