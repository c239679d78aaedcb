package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.firewall.nftables.NftablesConfig.DenyAction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NftablesConfigTest {
  private final NftablesConfig.Builder builder = NftablesConfig.builder();

  @Test
  void defaults() {
    NftablesConfig config = builder.build();

    assertThat(config.hooks()).containsExactly("prerouting");
    assertThat(config.ipv4().priority()).isEqualTo(-300);
    assertThat(config.ipv4().table()).isEmpty();
    assertThat(config.ipv6().setName()).isEqualTo("crowdsec6-blacklists");
    assertThat(config.denyAction()).isEqualTo(DenyAction.DROP);
    assertThat(config.denyLog()).isEqualTo(Optional.empty());
    assertThat(config.gcInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.setSize()).isZero();
    assertThat(config.ownTables()).isTrue();
  }

  @Test
  void an_unknown_hook_is_named_with_what_is_possible() {
    assertThatThrownBy(() -> builder.hooks(List.of("preruoting")).build())
        .hasMessage(
            "nftables: 'preruoting' is no hook; use prerouting, input, forward, output or"
                + " postrouting");
  }

  @Test
  void hooks_are_read_in_any_case() {
    assertThat(builder.hooks(List.of("INPUT", "input")).build().hookPoints()).hasSize(1);
  }

  @Test
  void refuses_what_cannot_be() {
    assertThatThrownBy(() -> builder.ipv4(builder.ipv4().in("a b", "c", 0)))
        .hasMessageContaining("'a b' is no table name");
    assertThatThrownBy(() -> builder.denyLog("x".repeat(128)).build())
        .hasMessageContaining("127 printable");
    assertThatThrownBy(() -> NftablesConfig.builder().hooks(List.of()).build())
        .hasMessageContaining("hooks");
  }

  @Test
  void refuses_to_reject_where_the_kernel_cannot() {
    builder.denyAction(DenyAction.REJECT).hooks(List.of("postrouting"));
    assertThatThrownBy(builder::build).hasMessageContaining("not possible at postrouting");
  }

  @Test
  void refuses_to_do_nothing() {
    builder.ipv4(builder.ipv4().disabled()).ipv6(builder.ipv6().disabled());
    assertThatThrownBy(builder::build).hasMessageContaining("both IPv4 and IPv6 are disabled");
  }
}
