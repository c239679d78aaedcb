package io.gatehouse.daemon.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.TestHost;
import io.gatehouse.testing.TwoNamespaces;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Debian's bouncer does with the same LAPI and the same packets: what we compare with. */
@Tag("netns")
class RealFirewallBouncerIT {
  private static final Duration BOUND = Duration.ofSeconds(20);

  @BeforeEach
  void needsPeersAndNamespaces() {
    PeerPackages.assumePresent();
    TwoNamespaces.assumeAllowed();
  }

  @Test
  void the_peer_drops_banned_addresses_of_a_real_lapi(@TempDir Path directory) {
    try (TwoNamespaces pair = TwoNamespaces.open();
        RealCrowdSec lapi = RealCrowdSec.start(pair.guarded(), directory)) {
      lapi.ban("198.51.100.10", "1h");
      lapi.ban("2001:db8:1::10", "1h");
      String key = lapi.addBouncer("debian");

      try (RealFirewallBouncer peer = start(pair.guarded(), directory, lapi, key)) {
        awaitDropped(pair, peer, "198.51.100.10");
        awaitDropped(pair, peer, "2001:db8:1::10");
        assertThat(pair.answers("198.51.100.11")).isTrue();
      }
    }
  }

  /** Upstream's issue 396: only the address before the slash is banned. */
  @Test
  void the_peer_does_not_drop_the_rest_of_a_range(@TempDir Path directory) {
    try (TwoNamespaces pair = TwoNamespaces.open();
        RealCrowdSec lapi = RealCrowdSec.start(pair.guarded(), directory)) {
      lapi.ban("198.51.100.10/31", "1h");
      String key = lapi.addBouncer("debian");

      try (RealFirewallBouncer peer = start(pair.guarded(), directory, lapi, key)) {
        awaitDropped(pair, peer, "198.51.100.10");
        assertThat(pair.answers("198.51.100.11")).isTrue();
      }
    }
  }

  private static void awaitDropped(TwoNamespaces pair, RealFirewallBouncer peer, String client) {
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(pair.answers(client)).as(peer::log).isFalse());
  }

  private static RealFirewallBouncer start(
      TestHost host, Path directory, RealCrowdSec lapi, String key) {
    return RealFirewallBouncer.start(host, directory, lapi.uri(), key);
  }
}
