package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.ListMeasures;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.testing.NetworkNamespace;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes; after each the kernel holds what a plain set of prefixes says. */
@Tag("netns")
class NftablesRandomTest {
  private static final int STEPS = 40;
  private static final int CHANGES = 12;
  private static final List<String> ORIGINS = List.of("CAPI", "cscli", "lists:a b", "crowdsec");
  private static final NftablesConfig CONFIG = NftablesConfig.builder().ownTables(false).build();

  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NftProgram nft = new NftProgram(namespace);
  private final ListMeasures desired = ListMeasures.now();
  private final Set<String> reference = new TreeSet<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_kernel_follows(long seed) throws EnforcementException {
    try (NftablesEnforcer enforcer = NftablesEnforcer.open(CONFIG)) {
      follow(enforcer, new Random(seed));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void an_older_kernel_follows(long seed) throws EnforcementException {
    KernelFeatures none = new KernelFeatures(false, false, false);
    try (NftablesEnforcer enforcer =
        NftablesEnforcer.open(CONFIG, InstantSource.system(), Optional.of(none))) {
      follow(enforcer, new Random(seed));
    }
  }

  private void follow(NftablesEnforcer enforcer, Random random) throws EnforcementException {
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < CHANGES; i++) {
        change(random);
      }
      if (random.nextInt(10) == 0) {
        desired.onNewBasis();
      }
      long rejected = desired.apply(enforcer).rejected();

      assertThat(nft.enforced()).as("step %d", step).isEqualTo(reference);
      assertThat(rejected).as("step %d", step).isZero();
      assertThat(enforcer.counters().stream().mapToLong(c -> c.elements()).sum())
          .as("step %d", step)
          .isEqualTo(reference.size());
      assertThat(desired.plan(enforcer).isEmpty()).as("step %d", step).isTrue();
    }
  }

  private void change(Random random) {
    String target = target(random).toString();
    if (random.nextInt(3) == 0) {
      desired.unban(target);
      reference.remove(target);
    } else {
      String origin = ORIGINS.get(random.nextInt(ORIGINS.size()));
      desired.ban(target, origin, 600 + random.nextInt(3600));
      reference.add(target);
    }
  }

  private static IpPrefix target(Random random) {
    if (random.nextBoolean()) {
      IpAddress address = IpAddress.ofIpv4(0xC0000200 | random.nextInt(64));
      return IpPrefix.of(address, random.nextInt(4) == 0 ? 26 + random.nextInt(6) : 32);
    }
    IpAddress address = IpAddress.of(0x20010DB800000000L | random.nextInt(4), random.nextInt(16));
    return IpPrefix.of(address, random.nextInt(4) == 0 ? 60 + random.nextInt(8) : 128);
  }

  @Test
  void every_prefix_length_can_be_held_at_once() throws EnforcementException {
    for (int length = 1; length <= 32; length++) {
      desired.ban("129.0.0.1/" + length);
    }
    for (int length = 1; length <= 128; length++) {
      desired.ban("a001:db8::1/" + length);
    }
    try (NftablesEnforcer enforcer = NftablesEnforcer.open(CONFIG)) {
      assertThat(desired.apply(enforcer).added()).isEqualTo(160);
      assertThat(nft.enforced()).hasSize(160);

      desired.unbanAll().apply(enforcer);
      assertThat(nft.enforced()).isEmpty();
      assertThat(nft.run("list", "maps")).doesNotContain("-24");
    }
  }
}
