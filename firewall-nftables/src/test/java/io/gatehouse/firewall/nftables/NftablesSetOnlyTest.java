package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.enforce.Applied;
import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.Enforcer.Counters;
import io.gatehouse.enforce.ListMeasures;
import io.gatehouse.testing.LogLines;
import io.gatehouse.testing.NetworkNamespace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("netns")
class NftablesSetOnlyTest {
  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NftProgram nft = new NftProgram(namespace);
  private final ListMeasures desired = ListMeasures.now();
  private NftablesEnforcer enforcer;

  /** In a table beside those of the tests. */
  @BeforeEach
  void open() throws EnforcementException {
    enforcer = NftablesEnforcer.open(NftablesConfig.builder().build());
  }

  @AfterEach
  void close() {
    enforcer.close();
  }

  private NftablesConfig config() {
    NftablesConfig.Builder config = NftablesConfig.builder();
    return config
        .ipv4(config.ipv4().fillingOnly("crowdsec-blacklists", "mangle"))
        .ipv6(config.ipv6().fillingOnly("crowdsec6-blacklists", "mangle"))
        .build();
  }

  private void openBetween(String... tables) throws EnforcementException {
    for (String family : tables) {
      nft.run("add", "table", family, "mangle");
    }
    reopen();
  }

  private void reopen() throws EnforcementException {
    enforcer.close();
    enforcer = NftablesEnforcer.open(config());
  }

  /** crowdsecurity/cs-firewall-bouncer#335. */
  @Test
  void each_family_fills_a_set_in_a_table_of_its_own_family() throws EnforcementException {
    openBetween("ip", "ip6");
    desired.ban("192.0.2.1", "2001:db8::1").apply(enforcer);

    assertThat(nft.run("list", "table", "ip", "mangle"))
        .contains("set crowdsec-blacklists")
        .contains("192.0.2.1")
        .doesNotContain("crowdsec6");
    assertThat(nft.run("list", "table", "ip6", "mangle")).contains("2001:db8::1");
  }

  @Test
  void both_fill_sets_in_an_inet_table() throws EnforcementException {
    openBetween("inet");
    desired.ban("192.0.2.1", "2001:db8::1").apply(enforcer);

    assertThat(nft.run("list", "table", "inet", "mangle"))
        .contains("192.0.2.1")
        .contains("2001:db8::1");
  }

  @Test
  void a_table_that_went_away_is_named_and_filled_once_it_is_back() throws EnforcementException {
    openBetween("ip", "ip6");
    desired.ban("192.0.2.1").apply(enforcer);
    nft.run("delete", "table", "ip", "mangle");

    assertThatThrownBy(() -> desired.apply(enforcer))
        .hasMessageContaining("there is no table ip mangle");
    nft.run("add", "table", "ip", "mangle");
    desired.apply(enforcer);

    assertThat(nft.run("list", "table", "ip", "mangle")).contains("192.0.2.1");
  }

  @Test
  void a_table_of_the_other_family_does_not_do() {
    assertThatThrownBy(() -> openBetween("ip"))
        .isInstanceOf(EnforcementException.class)
        .hasMessageContaining("there is no table ip6 mangle nor inet mangle");
  }

  @Test
  void a_restart_replaces_the_content_at_once() throws EnforcementException {
    openBetween("inet");
    desired.ban("192.0.2.1", "192.0.2.2").apply(enforcer);
    reopen();
    desired.onNewBasis().unban("192.0.2.1").incomplete().apply(enforcer);
    assertThat(nft.ruleset()).contains("192.0.2.1");
    desired.completed().apply(enforcer);

    assertThat(nft.ruleset()).contains("192.0.2.2").doesNotContain("192.0.2.1");
  }

  @Test
  void changes_follow() throws EnforcementException {
    openBetween("inet");
    desired.ban("192.0.2.1", "192.0.2.2").apply(enforcer);
    Applied applied =
        desired.unban("192.0.2.1").ban("192.0.2.2", "CAPI", 7200).ban("192.0.2.3").apply(enforcer);

    assertThat(applied).isEqualTo(new Applied(1, 1, 1, 0));
    assertThat(nft.ruleset()).contains("192.0.2.2 timeout 2h").doesNotContain("192.0.2.1");
    assertThat(enforcer.counters()).contains(new Counters("CAPI", "ipv4", 1, 0, 0));
  }

  @Test
  void ranges_are_rejected_counted_and_one_is_named() throws EnforcementException {
    openBetween("inet");

    try (LogLines log = LogLines.of(Filler.class.getName())) {
      assertThat(desired.ban("203.0.113.0/24", "192.0.2.1").apply(enforcer))
          .isEqualTo(new Applied(1, 0, 0, 1));
      assertThat(log.levels()).containsExactly("WARN");
      assertThat(log.texts().get(0)).contains("203.0.113.0/24");
    }
  }

  @Test
  void a_set_without_timeouts_is_refused_with_words() throws EnforcementException {
    nft.run("add", "table", "inet", "mangle");
    nft.run("add set inet mangle crowdsec-blacklists { type ipv4_addr; }");
    reopen();

    assertThatThrownBy(() -> desired.ban("192.0.2.1").apply(enforcer))
        .hasMessageContaining("flags timeout");
  }

  @Test
  void deleted_elements_are_restored() throws EnforcementException {
    openBetween("inet");
    desired.ban("192.0.2.1").apply(enforcer);
    nft.run("flush", "set", "inet", "mangle", "crowdsec-blacklists");
    desired.apply(enforcer);

    assertThat(nft.ruleset()).contains("192.0.2.1");
  }

  @Test
  void release_empties_the_set_and_leaves_the_table() throws EnforcementException {
    openBetween("inet");
    desired.ban("192.0.2.1").apply(enforcer);
    enforcer.release();

    assertThat(nft.ruleset()).contains("crowdsec-blacklists").doesNotContain("192.0.2.1");
  }
}
