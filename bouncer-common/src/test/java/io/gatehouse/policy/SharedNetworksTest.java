package io.gatehouse.policy;

import static io.gatehouse.policy.SharedSource.OPERATOR;
import static io.gatehouse.policy.SharedSource.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedNetworksTest {
  private final SharedNetworks networks =
      SharedNetworks.of(
          Map.of(
              OPERATOR, List.of(prefix("198.51.100.0/24"), prefix("100.64.1.0/24")),
              PUBLISHED,
                  List.of(
                      prefix("198.51.100.0/24"),
                      prefix("198.51.100.128/25"),
                      prefix("100.64.0.0/16"))));

  @Test
  void an_address_is_shared_by_all_who_list_a_network_around_it() {
    assertThat(networks.about(IpAddress.parse("198.51.100.200")))
        .isEqualTo(Evidence.NONE.listedBy(OPERATOR).listedBy(PUBLISHED));
    assertThat(networks.about(prefix("198.51.100.200")).sources())
        .containsExactlyInAnyOrder(OPERATOR, PUBLISHED);
  }

  @Test
  void nothing_known_is_no_evidence() {
    assertThat(networks.about(IpAddress.parse("192.0.2.1"))).isEqualTo(Evidence.NONE);
    assertThat(networks.about(prefix("192.0.2.0/24"))).isEqualTo(Evidence.NONE);
    assertThat(SharedNetworks.NONE.about(prefix("0.0.0.0/0"))).isEqualTo(Evidence.NONE);
  }

  @Test
  void a_range_knows_the_networks_that_overlap_it() {
    Evidence evidence = networks.about(prefix("198.51.100.128/26"));

    assertThat(evidence.sources()).containsExactlyInAnyOrder(OPERATOR, PUBLISHED);
    assertThat(evidence.overlapping())
        .containsOnly(
            Map.entry(prefix("198.51.100.0/24"), Set.of(OPERATOR, PUBLISHED)),
            Map.entry(prefix("198.51.100.128/25"), Set.of(PUBLISHED)));
    assertThat(networks.about(prefix("198.51.0.0/16")).sources()).isEmpty();
  }

  @Test
  void before_a_carriers_nat_only_the_operators_word_counts() {
    assertThat(networks.about(IpAddress.parse("100.64.2.1"))).isEqualTo(Evidence.NONE);
    assertThat(networks.about(IpAddress.parse("100.64.1.1")).sources()).containsExactly(OPERATOR);
  }

  @Test
  void it_tells_cheaply_whether_it_knows_anything() {
    assertThat(knows("198.51.100.1")).isTrue();
    assertThat(knows("198.51.0.0/16")).isTrue();
    assertThat(knows("192.0.2.0/24")).isFalse();
    assertThat(networks.size()).isEqualTo(3);
  }

  private boolean knows(String text) {
    IpPrefix prefix = prefix(text);
    return networks.knows(prefix.high(), prefix.low(), prefix.bits());
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.parse(text);
  }
}
