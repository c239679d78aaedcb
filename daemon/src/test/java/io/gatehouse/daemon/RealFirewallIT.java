package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.daemon.peer.OperatedLapi;
import io.gatehouse.daemon.peer.PeerPackages;
import io.gatehouse.daemon.peer.RealCrowdSec;
import io.gatehouse.testing.EchoStream;
import io.gatehouse.testing.EchoStream.Totals;
import io.gatehouse.testing.TestHost;
import io.gatehouse.testing.TwoNamespaces;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way: decisions of Debian's CrowdSec, our program with the file of Debian's bouncer, a
 * real kernel, and packets from a second namespace.
 */
@Tag("netns")
class RealFirewallIT {
  private static final Duration BOUND = Duration.ofSeconds(20);
  static final String CLIENT = "198.51.100.10";
  private static final String NEIGHBOUR = "198.51.100.11";

  private @TempDir @Nullable Path directory;
  private @Nullable TwoNamespaces opened;
  private @Nullable OperatedLapi started;

  @BeforeEach
  void start() {
    PeerPackages.assumePresent();
    TwoNamespaces.assumeAllowed();
    PackagedProgram.assumePresent();
    opened = TwoNamespaces.open();
    started = startLapi(opened.guarded(), directory());
  }

  /** Which LAPI it is that our program follows. */
  OperatedLapi startLapi(TestHost host, Path files) {
    return RealCrowdSec.start(host, files);
  }

  @AfterEach
  void stopLapi() {
    if (started != null) {
      started.close();
    }
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void drops_banned_addresses_and_ranges_of_both_families_and_no_others() {
    lapi().ban(CLIENT, "4h");
    lapi().ban("192.0.2.0/25", "4h");
    lapi().ban("2001:DB8:1::10", "4h");
    lapi().ban("2001:db8:2::/48", "4h");

    try (RunningFirewall firewall = startFirewall()) {
      awaitDropped(firewall, CLIENT);
      awaitDropped(firewall, "192.0.2.10");
      awaitDropped(firewall, "2001:db8:1::10");
      awaitDropped(firewall, "2001:db8:2::10");
      assertThat(pair().answers(NEIGHBOUR)).isTrue();
      assertThat(pair().answers("192.0.2.130")).isTrue();
    }
  }

  @Test
  void follows_bans_and_unbans_while_it_runs() {
    try (RunningFirewall firewall = startFirewall()) {
      lapi().ban(CLIENT, "4h");
      awaitDropped(firewall, CLIENT);

      lapi().delete(CLIENT);
      awaitPassed(firewall, CLIENT);
    }
  }

  @Test
  void deleting_one_of_two_decisions_leaves_the_other_in_force() {
    lapi().ban(CLIENT, "8h");
    lapi().ban(CLIENT, "4h");
    lapi().ban(NEIGHBOUR, "4h");
    try (RunningFirewall firewall = startFirewall()) {
      awaitDropped(firewall, CLIENT);

      lapi().delete(1);
      lapi().delete(NEIGHBOUR);

      awaitPassed(firewall, NEIGHBOUR);
      assertThat(pair().answers(CLIENT)).isFalse();
    }
  }

  @Test
  void a_longer_ban_moves_the_end_of_a_shorter_one() {
    lapi().ban(CLIENT, "15s");
    lapi().ban(NEIGHBOUR, "15s");
    try (RunningFirewall firewall = startFirewall()) {
      awaitDropped(firewall, CLIENT);
      lapi().ban(CLIENT, "4h");

      awaitPassed(firewall, NEIGHBOUR);
      assertThat(pair().answers(CLIENT)).isFalse();
    }
  }

  @Test
  void bans_stay_and_end_at_their_time_while_lapi_is_away() {
    lapi().ban(CLIENT, "4h");
    lapi().ban(NEIGHBOUR, "10s");
    try (RunningFirewall firewall = startFirewall()) {
      awaitDropped(firewall, CLIENT);
      lapi().stop();

      awaitPassed(firewall, NEIGHBOUR);
      assertThat(pair().answers(CLIENT)).isFalse();
    }
  }

  @Test
  void ending_keeps_the_protection_and_release_takes_it_away() {
    lapi().ban(CLIENT, "4h");
    try (RunningFirewall firewall = startFirewall()) {
      awaitDropped(firewall, CLIENT);

      firewall.terminate();
      assertThat(firewall.exitCode()).isZero();
      assertThat(pair().answers(CLIENT)).isFalse();

      firewall.expect("release");
      assertThat(pair().answers(CLIENT)).isTrue();
    }
  }

  @Test
  void killed_and_started_again_no_packet_meets_a_wrong_verdict() {
    lapi().ban(CLIENT, "4h");
    try (RunningFirewall firewall = startFirewall()) {
      awaitDropped(firewall, CLIENT);
      try (EchoStream banned = pair().stream(CLIENT);
          EchoStream good = pair().stream(NEIGHBOUR)) {
        firewall.kill();
        firewall.startAgain();
        lapi().ban("192.0.2.10", "4h");
        awaitDropped(firewall, "192.0.2.10");

        Totals bannedTotals = banned.stop();
        Totals goodTotals = good.stop();
        assertThat(bannedTotals.sent()).isGreaterThan(100);
        assertThat(bannedTotals.answered()).isZero();
        assertThat(goodTotals.answered()).isGreaterThanOrEqualTo(goodTotals.sent() - 1);
      }
    }
  }

  @Test
  void a_flushed_ruleset_comes_back() {
    lapi().ban(CLIENT, "4h");
    try (RunningFirewall firewall = startFirewall()) {
      awaitDropped(firewall, CLIENT);

      pair().guarded().expect("nft", "flush", "ruleset");

      awaitDropped(firewall, CLIENT);
    }
  }

  @Test
  void a_wrong_key_ends_it_with_one_line_that_says_what_to_do() {
    try (RunningFirewall firewall =
        RunningFirewall.start(pair().guarded(), directory(), lapi().uri(), "no-such-key")) {
      assertThat(firewall.exitCode()).isEqualTo(1);
      assertThat(firewall.log()).contains("403").contains("cscli bouncers add");
      assertThat(firewall.log()).doesNotContain("no-such-key").doesNotContain("\tat ");
    }
  }

  private RunningFirewall startFirewall() {
    String key = lapi().addBouncer("gatehouse");
    return RunningFirewall.start(pair().guarded(), directory(), lapi().uri(), key);
  }

  final void awaitDropped(RunningFirewall firewall, String client) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(pair().answers(client)).as(firewall::log).isFalse());
  }

  final void awaitPassed(RunningFirewall firewall, String client) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(pair().answers(client)).as(firewall::log).isTrue());
  }

  final TwoNamespaces pair() {
    return present(opened);
  }

  final OperatedLapi lapi() {
    return present(started);
  }

  final Path directory() {
    return present(directory);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("not started");
    }
    return value;
  }
}
