package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.ListMeasures;
import io.gatehouse.policy.Traffic;
import io.gatehouse.policy.Traffic.Protocol;
import io.gatehouse.policy.Traffic.Service;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NftablesPlanTest {
  private static final Observation NOTHING =
      new Observation(OptionalLong.empty(), false, 1, List.of());

  private final NftablesConfig.Builder config = NftablesConfig.builder();
  private final ListMeasures desired = ListMeasures.at(1_000_000);

  private NftablesPlan plan(Observation observed) {
    Layout layout = Layout.of(config.build());
    return NftablesPlan.of(
        desired, observed, new PlanText(layout, new Blueprint(config.build(), layout)));
  }

  private Observation inForce() {
    return new Observation(OptionalLong.of(desired.basis()), true, 3, desired.guarded());
  }

  @Test
  void what_is_not_known_is_built_anew() {
    NftablesPlan plan = plan(NOTHING);

    assertThat(plan.kind()).isEqualTo(NftablesPlan.Kind.NEW_GENERATION);
    assertThat(plan.isEmpty()).isFalse();
    assertThat(plan.summary()).isEqualTo("fill generation 1 with 0 elements, then put in force");
  }

  @Test
  void another_basis_is_built_anew() {
    Observation before = inForce();
    desired.onNewBasis();

    assertThat(plan(before).kind()).isEqualTo(NftablesPlan.Kind.NEW_GENERATION);
  }

  @Test
  void what_is_known_is_changed() {
    desired.ban("192.0.2.1", "192.0.2.2").acknowledge();
    desired.unban("192.0.2.1").ban("192.0.2.2", "CAPI", 60).ban("192.0.2.3");

    assertThat(plan(inForce()).kind()).isEqualTo(NftablesPlan.Kind.CHANGES);
    assertThat(plan(inForce()).cost()).isEqualTo(3);
    assertThat(plan(inForce()).summary()).isEqualTo("+1 -1 refresh 1");
  }

  @Test
  void nothing_to_do_is_an_empty_plan() {
    desired.ban("192.0.2.1").acknowledge();

    assertThat(plan(inForce()).isEmpty()).isTrue();
  }

  @Test
  void other_guards_are_something_to_do() {
    Observation before = inForce();
    desired.guarding("192.0.2.0/24");

    assertThat(plan(before).isEmpty()).isFalse();
  }

  @Test
  void nothing_is_put_in_force_while_the_pull_comes_in() {
    desired.incomplete().ban("192.0.2.1");

    assertThat(plan(NOTHING).puttingInForce()).isFalse();
    assertThat(plan(NOTHING).isEmpty()).isFalse();
  }

  @Test
  void the_end_of_the_pull_puts_in_force() {
    Observation filled = new Observation(OptionalLong.of(1), false, 1, List.of());

    assertThat(plan(filled).puttingInForce()).isTrue();
    assertThat(plan(filled).isEmpty()).isFalse();
  }

  @Test
  void a_set_of_others_is_not_touched_while_the_pull_comes_in() {
    config.ipv4(config.ipv4().fillingOnly("bans", "mangle"));
    desired.incomplete().ban("192.0.2.1");

    assertThat(plan(NOTHING).isEmpty()).isTrue();
  }

  @Test
  void renders_a_new_generation() {
    desired.guarding("192.0.2.128/25");
    desired.ban("192.0.2.1", "CAPI", 600).ban("203.0.113.0/24", "lists:tor exits", 3600);
    desired.ban("203.0.112.0/23").ban("2001:db8::/48").ban("2001:db8:1::1");

    Golden.assertSame("default.nft", plan(NOTHING).rendering());
  }

  @Test
  void renders_upstreams_names_rejecting_and_logging() {
    config
        .hooks(List.of("input", "forward", "output"))
        .denyAction(NftablesConfig.DenyAction.REJECT)
        .denyLog("crowdsec drop: ")
        .setSize(1000)
        .ipv4(config.ipv4().in("crowdsec", "crowdsec-chain", -10))
        .ipv6(config.ipv6().in("crowdsec6", "crowdsec6-chain", -10));
    desired.ban("192.0.2.1", "203.0.113.0/24", "2001:db8::1");

    Golden.assertSame("upstream.nft", plan(NOTHING).rendering());
  }

  @Test
  void renders_bans_of_part_of_the_traffic() {
    config.ipv6(config.ipv6().disabled());
    desired.about(traffic(Traffic.Kind.ONLY)).ban("192.0.2.1");
    desired.about(traffic(Traffic.Kind.EXCEPT)).ban("203.0.113.0/24");

    Golden.assertSame("services.nft", plan(NOTHING).rendering());
  }

  private static Traffic traffic(Traffic.Kind kind) {
    return new Traffic(
        kind,
        new TreeSet<>(List.of(new Service(Protocol.TCP, 443), new Service(Protocol.UDP, 53))));
  }

  @Test
  void renders_changes() {
    desired.ban("192.0.2.1", "192.0.2.2").acknowledge();
    desired.unban("192.0.2.1").ban("192.0.2.2", "CAPI", 60).ban("203.0.113.0/24");

    assertThat(plan(inForce()).rendering())
        .isEqualTo(
            """
            delete element inet gatehouse banned4-g3 { 192.0.2.1 }
            add element inet gatehouse banned4-g3 { 192.0.2.2 timeout 60s : "CAPI-v4" }
            add element inet gatehouse banned4-g3-24 { 203.0.113.0 timeout 3600s : "cscli-v4" }
            """);
  }

  @Test
  void a_long_rendering_is_cut_and_says_so() {
    for (int i = 0; i < 1000; i++) {
      desired.ban("192.0." + i / 250 + "." + i % 250);
    }

    assertThat(plan(NOTHING).rendering()).endsWith("… and 700 more\n");
    assertThat(plan(NOTHING).rendering().lines().filter(line -> line.startsWith("add element")))
        .hasSize(300);
  }
}
