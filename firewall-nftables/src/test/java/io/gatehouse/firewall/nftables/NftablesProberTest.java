package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.net.IpAddress;
import io.gatehouse.testing.NetworkNamespace;
import io.gatehouse.testing.Peer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packets all the while that enforcers come, fill, die and replace each other. */
@Tag("netns")
class NftablesProberTest {
  private static final int ELEMENTS = 100_000;

  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NftProgram nft = new NftProgram(namespace);
  private final NftablesConfig config = NftablesConfig.builder().ownTables(false).build();
  private final String banned = IpAddress.ofIpv4(ManyMeasures.address(77)).toString();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger probes = new AtomicInteger();
  private final AtomicInteger passed = new AtomicInteger();

  @Test
  void a_prober_sees_no_wrong_verdict_whenever_an_enforcer_dies() throws Exception {
    try (Peer peer = namespace.peer()) {
      assertThat(peer.reaches(banned)).isTrue();
      enforce(new ManyMeasures(ELEMENTS));
      assertThat(peer.reaches(banned)).isFalse();

      Thread prober = new Thread(() -> probe(peer), "prober");
      prober.start();
      for (int i = 0; i < 4; i++) {
        enforce(new ManyMeasures(ELEMENTS / 2).incomplete()); // and is never heard of again
        enforce(new ManyMeasures(ELEMENTS));
      }
      stopped.set(true);
      prober.join();
    }

    assertThat(probes).hasValueGreaterThan(10);
    assertThat(passed).hasValue(0);
    assertThat(nft.run("list", "sets")).doesNotContain("banned4-g1 ");
  }

  /** Without closing it, as if killed. */
  private void enforce(ManyMeasures desired) throws EnforcementException {
    NftablesEnforcer enforcer = NftablesEnforcer.open(config);
    enforcer.execute(enforcer.plan(desired, enforcer.observe()));
  }

  private void probe(Peer peer) {
    while (!stopped.get()) {
      probes.incrementAndGet();
      if (peer.reaches(banned)) {
        passed.incrementAndGet();
      }
    }
  }

  @Test
  void a_hundred_thousand_elements_are_all_there() throws Exception {
    try (NftablesEnforcer enforcer = NftablesEnforcer.open(config)) {
      enforcer.execute(enforcer.plan(new ManyMeasures(ELEMENTS), enforcer.observe()));

      assertThat(enforcer.counters().stream().mapToLong(c -> c.elements()).sum())
          .isEqualTo(ELEMENTS);
      // the kernel may still be rehashing, and a dump then leaves some out
      Awaitility.await()
          .pollInSameThread()
          .atMost(20, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(nft.enforced()).hasSize(ELEMENTS));
      assertThat(enforcer.observe().basis()).hasValue(1);
    }
  }
}
