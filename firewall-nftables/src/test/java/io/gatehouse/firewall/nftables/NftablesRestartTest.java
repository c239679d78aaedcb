package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.enforce.Applied;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.enforce.ListMeasures;
import io.gatehouse.testing.NetworkNamespace;
import io.gatehouse.testing.Peer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Restarts, interference by others, and refusals of the kernel. */
@Tag("netns")
class NftablesRestartTest {
  private static final KernelFeatures LINUX_5_10 = new KernelFeatures(false, false, false);

  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NftProgram nft = new NftProgram(namespace);
  private final ListMeasures desired = ListMeasures.now();
  private final NftablesConfig unowned = NftablesConfig.builder().ownTables(false).build();
  private NftablesEnforcer enforcer;
  private Peer peer;

  @BeforeEach
  void open() throws EnforcementException {
    peer = namespace.peer();
    enforcer = NftablesEnforcer.open(unowned);
  }

  @AfterEach
  void close() {
    peer.close();
    enforcer.close();
  }

  private void reopen(NftablesConfig config) throws EnforcementException {
    enforcer.close();
    enforcer = NftablesEnforcer.open(config);
  }

  @Test
  void a_flushed_ruleset_is_restored() throws EnforcementException {
    desired.guarding("203.0.113.9").ban("198.51.100.7", "203.0.113.0/24").apply(enforcer);
    nft.run("flush", "ruleset");
    assertThat(peer.reaches("198.51.100.7")).isTrue();

    assertThat(desired.plan(enforcer).isEmpty()).isFalse();
    desired.apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(peer.reaches("203.0.113.9")).isTrue();
  }

  @Test
  void a_deleted_table_is_restored() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);
    nft.run("delete", "table", "inet", "gatehouse");
    desired.apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
  }

  @Test
  void deleted_elements_are_restored() throws EnforcementException {
    desired.ban("198.51.100.7", "198.51.100.8").apply(enforcer);
    nft.run("delete element inet gatehouse banned4-g1 { 198.51.100.7 }");
    desired.apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
  }

  @Test
  void a_rule_put_before_ours_is_removed() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);
    nft.run("insert", "rule", "inet", "gatehouse", "prerouting", "accept");
    assertThat(peer.reaches("198.51.100.7")).isTrue();
    desired.apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
  }

  @Test
  void what_others_do_elsewhere_needs_nothing() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);
    nft.run("add", "table", "inet", "other");

    assertThat(desired.plan(enforcer).isEmpty()).isTrue();
    assertThat(nft.ruleset()).contains("banned4-g1").contains("table inet other");
  }

  @Test
  void an_owned_table_survives_a_flush() throws EnforcementException {
    reopen(NftablesConfig.builder().build());
    desired.ban("198.51.100.7").apply(enforcer);
    nft.run("flush", "ruleset");

    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(desired.plan(enforcer).isEmpty()).isTrue();
  }

  @Test
  void a_second_process_is_refused_and_told_why() throws EnforcementException {
    reopen(NftablesConfig.builder().build());
    desired.ban("198.51.100.7").apply(enforcer);

    assertThatThrownBy(() -> NftablesEnforcer.open(NftablesConfig.builder().build()))
        .isInstanceOfSatisfying(
            EnforcementException.class, e -> assertThat(e.code()).contains("EPERM"))
        .hasMessageContaining("another process owns");
    assertThat(desired.ban("198.51.100.8").apply(enforcer).added()).isEqualTo(1);
  }

  @Test
  void protection_outlives_the_process_and_is_replaced_at_once() throws EnforcementException {
    reopen(NftablesConfig.builder().build());
    desired.ban("198.51.100.7", "198.51.100.8").apply(enforcer);
    reopen(NftablesConfig.builder().build());
    assertThat(peer.reaches("198.51.100.7")).isFalse();

    desired.onNewBasis().unban("198.51.100.8").incomplete().apply(enforcer);
    assertThat(peer.reaches("198.51.100.8")).isFalse();
    desired.completed().apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(peer.reaches("198.51.100.8")).isTrue();
    assertThat(nft.ruleset()).doesNotContain("banned4-g1").contains("banned4-g2");
  }

  @Test
  void maps_that_a_killed_process_was_filling_are_dropped() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);
    desired.onNewBasis().incomplete().ban("198.51.100.8", "203.0.113.0/24").apply(enforcer);
    reopen(unowned);

    assertThat(nft.ruleset()).contains("banned4-g1").doesNotContain("banned4-g2");
    assertThat(peer.reaches("198.51.100.7")).isFalse();
  }

  @Test
  void a_changed_hook_takes_over_without_a_gap() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);
    reopen(NftablesConfig.builder().ownTables(false).hooks(List.of("input")).build());
    desired.onNewBasis().apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
    assertThat(nft.ruleset()).doesNotContain("hook prerouting").contains("hook input");
  }

  @Test
  void counters_of_origins_that_are_gone_go() throws EnforcementException {
    desired.ban("198.51.100.7", "CAPI", 600).apply(enforcer);
    desired.unbanAll().ban("198.51.100.8").onNewBasis().apply(enforcer);

    assertThat(nft.ruleset()).contains("cscli-v4").doesNotContain("CAPI-v4");
  }

  @Test
  void elements_are_counted_from_when_they_are_in_force() throws EnforcementException {
    desired.incomplete().ban("198.51.100.7").apply(enforcer);
    assertThat(enforcer.counters()).allMatch(counters -> counters.elements() == 0);

    desired.completed().apply(enforcer);
    assertThat(enforcer.counters().stream().mapToLong(Counters::elements).sum()).isEqualTo(1);
  }

  @Test
  void an_older_kernel_extends_moves_and_removes_as_well() throws EnforcementException {
    enforcer.close();
    enforcer = NftablesEnforcer.open(unowned, InstantSource.system(), Optional.of(LINUX_5_10));
    desired.ban("198.51.100.7", "CAPI", 60).ban("198.51.100.8", "203.0.113.0/24").apply(enforcer);
    desired.ban("198.51.100.7", "cscli", 7200).unban("198.51.100.8").unban("203.0.113.0/24");
    Applied applied = desired.apply(enforcer);

    assertThat(applied).isEqualTo(new Applied(0, 2, 1, 0));
    assertThat(nft.ruleset()).contains("198.51.100.7 timeout 2h").contains(": \"cscli-v4\"");
    assertThat(nft.enforced()).containsExactly("198.51.100.7");
  }

  @Test
  void an_older_kernel_removes_what_is_not_there() throws EnforcementException {
    enforcer.close();
    enforcer = NftablesEnforcer.open(unowned, InstantSource.system(), Optional.of(LINUX_5_10));
    desired.apply(enforcer);
    desired.ban("198.51.100.7", "198.51.100.8").acknowledge();

    assertThat(desired.unbanAll().apply(enforcer).rejected()).isZero();
  }

  @Test
  void an_element_that_is_there_for_another_origin_is_replaced() throws EnforcementException {
    desired.ban("198.51.100.7", "CAPI", 600).apply(enforcer);
    desired.unbanAll().acknowledge();
    desired.ban("198.51.100.7", "cscli", 600).ban("198.51.100.8").apply(enforcer);

    assertThat(nft.ruleset()).contains("198.51.100.7 timeout 10m").contains(": \"cscli-v4\"");
  }

  @Test
  void a_hundred_years_is_long_enough() throws EnforcementException {
    desired.ban("198.51.100.7", "cscli", 1L << 50).apply(enforcer);

    assertThat(peer.reaches("198.51.100.7")).isFalse();
  }

  @Test
  void release_removes_everything() throws EnforcementException {
    desired.ban("198.51.100.7").apply(enforcer);
    assertThat(NftablesInventory.list(unowned)).isNotEmpty();
    enforcer.release();

    assertThat(nft.ruleset()).isBlank();
    assertThat(NftablesInventory.list(unowned)).isEmpty();
    assertThat(NftablesInventory.release(unowned)).isEmpty();
  }

  @Test
  void what_a_stopped_process_left_can_be_removed() throws EnforcementException {
    NftablesConfig owned = NftablesConfig.builder().build();
    reopen(owned);
    desired.ban("198.51.100.7").apply(enforcer);
    assertThatThrownBy(() -> NftablesInventory.release(owned)).hasMessageContaining("EPERM");
    enforcer.close();

    assertThat(NftablesInventory.release(owned)).containsExactly("table inet gatehouse");
    assertThat(peer.reaches("198.51.100.7")).isTrue();
  }

  @Test
  void without_the_capability_it_says_what_is_missing() {
    assertThatThrownBy(() -> namespace.withoutNetAdmin(() -> NftablesEnforcer.open(unowned)))
        .isInstanceOfSatisfying(
            EnforcementException.class,
            e -> {
              assertThat(e.code()).contains("EPERM");
              assertThat(e.outlook()).isEqualTo(EnforcementException.Outlook.OPERATOR);
            })
        .hasMessageContaining("CAP_NET_ADMIN");
  }

  @Test
  void a_capability_lost_meanwhile_is_told_and_got_over() throws Exception {
    desired.ban("198.51.100.7").apply(enforcer);
    desired.ban("198.51.100.8");

    assertThatThrownBy(() -> namespace.withoutNetAdmin(() -> desired.apply(enforcer)))
        .hasMessageContaining("EPERM");
    assertThat(peer.reaches("198.51.100.7")).isFalse();
    desired.apply(enforcer);
    assertThat(peer.reaches("198.51.100.8")).isFalse();
  }

  @Test
  void what_a_full_set_refused_is_not_counted_when_it_is_removed() throws EnforcementException {
    reopen(NftablesConfig.builder().ownTables(false).setSize(2).build());
    desired.ban("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4").apply(enforcer);
    Applied applied = desired.unban("192.0.2.3").apply(enforcer);

    assertThat(applied.removed()).isEqualTo(1);
    assertThat(enforcer.counters().stream().mapToLong(Counters::elements).sum()).isEqualTo(2);
    assertThat(nft.enforced()).hasSize(2);
  }

  @Test
  void a_family_that_is_turned_off_is_left_out_in_silence() throws EnforcementException {
    NftablesConfig.Builder config = NftablesConfig.builder().ownTables(false);
    reopen(config.ipv6(config.ipv6().disabled()).build());

    assertThat(desired.ban("192.0.2.1", "2001:db8::1").apply(enforcer))
        .isEqualTo(new Applied(1, 0, 0, 0));
  }

  @Test
  void after_closing_nothing_is_done_and_counters_are_empty() throws EnforcementException {
    desired.ban("192.0.2.1").apply(enforcer);
    enforcer.close();

    assertThat(enforcer.counters()).allMatch(counters -> counters.packets() == 0);
    assertThatThrownBy(enforcer::observe).hasMessageContaining("EBADF");
  }
}
