package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.enforce.ListMeasures;
import io.gatehouse.policy.Traffic;
import io.gatehouse.policy.Traffic.Protocol;
import io.gatehouse.policy.Traffic.Service;
import io.gatehouse.testing.NetworkNamespace;
import io.gatehouse.testing.Peer;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packets really sent over a cable, dropped or not. */
@Tag("netns")
class NftablesTrafficTest {
  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NftProgram nft = new NftProgram(namespace);
  private final ListMeasures desired = ListMeasures.now();
  private Peer peer;
  private NftablesEnforcer enforcer;

  @BeforeEach
  void open() throws EnforcementException {
    peer = namespace.peer();
    enforcer = NftablesEnforcer.open(NftablesConfig.builder().build());
  }

  @AfterEach
  void close() {
    peer.close();
    enforcer.close();
  }

  private void reopen(NftablesConfig.Builder config) throws EnforcementException {
    enforcer.close();
    enforcer = NftablesEnforcer.open(config.build());
  }

  @Test
  void an_address_is_dropped_and_its_neighbour_passes() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(peer.reaches("198.51.100.8")).isTrue();
  }

  @Test
  void an_ipv6_address_is_dropped_and_its_neighbour_passes() throws EnforcementException {
    assertThat(peer.reaches("2001:db8::7")).isTrue();
    desired.ban("2001:db8::7").apply(enforcer);

    assertThat(peer.reaches("2001:db8::7")).isFalse();
    assertThat(peer.reaches("2001:db8::8")).isTrue();
  }

  @Test
  void ranges_of_several_lengths_are_dropped_whole() throws EnforcementException {
    desired.ban("203.0.113.0/25", "203.0.113.192/28", "2001:db8:0:7::/64").apply(enforcer);

    assertThat(peer.reaches("203.0.113.127")).isFalse();
    assertThat(peer.reaches("203.0.113.128")).isTrue();
    assertThat(peer.reaches("203.0.113.207")).isFalse();
    assertThat(peer.reaches("203.0.113.208")).isTrue();
    assertThat(peer.reaches("2001:db8:0:7::1")).isFalse();
    assertThat(peer.reaches("2001:db8:0:8::1")).isTrue();
  }

  @Test
  void a_guarded_address_passes_whatever_range_covers_it() throws EnforcementException {
    desired.guarding("203.0.113.9", "203.0.113.16/28", "2001:db8:0:7::9");
    desired.ban("203.0.113.0/24", "2001:db8:0:7::/64").apply(enforcer);

    assertThat(peer.reaches("203.0.113.9")).isTrue();
    assertThat(peer.reaches("203.0.113.31")).isTrue();
    assertThat(peer.reaches("2001:db8:0:7::9")).isTrue();
    assertThat(peer.reaches("203.0.113.10")).isFalse();
    assertThat(peer.reaches("203.0.113.32")).isFalse();
  }

  @Test
  void guards_change_while_in_force() throws EnforcementException {
    desired.guarding("203.0.113.9").ban("203.0.113.0/24").apply(enforcer);
    desired.guarding("203.0.113.10").apply(enforcer);

    assertThat(peer.reaches("203.0.113.9")).isFalse();
    assertThat(peer.reaches("203.0.113.10")).isTrue();
  }

  @Test
  void an_unban_lets_pass_again() throws EnforcementException {
    desired.ban("198.51.100.7", "203.0.113.0/24").apply(enforcer);
    desired.unbanAll().apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isTrue();
    assertThat(peer.reaches("203.0.113.1")).isTrue();
    assertThat(nft.ruleset()).doesNotContain("-24");
  }

  @Test
  void a_first_range_is_put_in_force_with_its_rule() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);
    desired.ban("203.0.113.0/24").apply(enforcer);

    assertThat(peer.reaches("203.0.113.1")).isFalse();
    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(desired.plan(enforcer).isEmpty()).isTrue();
  }

  @Test
  void each_origin_has_counters() throws EnforcementException {
    desired.ban("198.51.100.7", "CAPI", 600).ban("203.0.113.0/24", "lists:tor exits", 600);
    desired.apply(enforcer);
    peer.reaches("198.51.100.7");
    peer.reaches("203.0.113.1");
    peer.reaches("203.0.113.2");

    assertThat(enforcer.counters())
        .contains(new Counters("CAPI", "ipv4", 1, 1, 32))
        .contains(new Counters("lists:tor exits", "ipv4", 1, 2, 64));
    assertThat(enforcer.counters().get(0).packets()).isEqualTo(6);
  }

  @Test
  void a_ban_by_another_origin_counts_there() throws EnforcementException {
    desired.ban("198.51.100.7", "CAPI", 600).apply(enforcer);
    desired.ban("198.51.100.7", "cscli", 900).apply(enforcer);
    peer.reaches("198.51.100.7");

    assertThat(enforcer.counters())
        .contains(new Counters("CAPI", "ipv4", 0, 0, 0))
        .contains(new Counters("cscli", "ipv4", 1, 1, 32));
  }

  @Test
  void reject_answers() throws EnforcementException {
    reopen(NftablesConfig.builder().denyAction(NftablesConfig.DenyAction.REJECT));
    assertThat(peer.reaches("2001:db8::7")).isTrue(); // and has asked for our hardware address
    desired.ban("198.51.100.7", "2001:db8::7").apply(enforcer);

    assertThat(peer.isRejected("198.51.100.7")).isTrue();
    assertThat(peer.isRejected("2001:db8::7")).isTrue();
  }

  @Test
  void logging_does_not_let_pass() throws EnforcementException {
    reopen(NftablesConfig.builder().denyLog("crowdsec drop: "));
    desired.ban("198.51.100.7").apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(nft.ruleset()).contains("limit rate 10/second burst 20 packets log prefix");
  }

  @Test
  void only_the_named_services_are_dropped() throws EnforcementException {
    desired.about(services(Traffic.Kind.ONLY, 7000)).ban("198.51.100.7").apply(enforcer);

    assertThat(peer.reaches("198.51.100.7", 7000)).isFalse();
    assertThat(peer.reaches("198.51.100.7", 7001)).isTrue();
  }

  @Test
  void all_but_the_named_services_are_dropped() throws EnforcementException {
    desired.about(services(Traffic.Kind.EXCEPT, 7000)).ban("203.0.113.0/24").apply(enforcer);

    assertThat(peer.reaches("203.0.113.7", 7000)).isTrue();
    assertThat(peer.reaches("203.0.113.7", 7001)).isFalse();
  }

  @Test
  void a_ban_moves_from_some_services_to_all() throws EnforcementException {
    desired.about(services(Traffic.Kind.ONLY, 7000)).ban("198.51.100.7").apply(enforcer);
    desired.about(Traffic.ALL).ban("198.51.100.7").apply(enforcer);

    assertThat(peer.reaches("198.51.100.7", 7001)).isFalse();
    assertThat(nft.ruleset()).doesNotContain("-t1");
  }

  private static Traffic services(Traffic.Kind kind, int port) {
    return new Traffic(kind, new TreeSet<>(List.of(new Service(Protocol.UDP, port))));
  }

  @Test
  void upstream_names_are_used_where_the_file_gives_them() throws EnforcementException {
    NftablesConfig.Builder config = NftablesConfig.builder().hooks(List.of("input", "forward"));
    reopen(
        config
            .ipv4(config.ipv4().in("crowdsec", "crowdsec-chain", -10))
            .ipv6(config.ipv6().in("crowdsec6", "crowdsec6-chain", -10)));
    desired.ban("198.51.100.7", "203.0.113.0/24", "2001:db8::7").apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(peer.reaches("203.0.113.7")).isFalse();
    assertThat(peer.reaches("2001:db8::7")).isFalse();
    assertThat(nft.run("list", "chain", "ip6", "crowdsec6", "crowdsec6-chain-forward"))
        .contains("type filter hook forward priority filter - 10");
  }
}
