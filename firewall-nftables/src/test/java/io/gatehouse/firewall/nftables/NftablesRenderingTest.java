package io.gatehouse.firewall.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.enforce.EnforcementException;
import io.gatehouse.enforce.ListMeasures;
import io.gatehouse.policy.Traffic;
import io.gatehouse.policy.Traffic.Protocol;
import io.gatehouse.policy.Traffic.Service;
import io.gatehouse.testing.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan shows, given to the program nft, makes what executing the plan makes. */
@Tag("netns")
class NftablesRenderingTest {
  @RegisterExtension final NetworkNamespace namespace = new NetworkNamespace();

  private final NftProgram nft = new NftProgram(namespace);
  private final ListMeasures desired = ListMeasures.now();
  @TempDir Path folder;

  static Stream<NftablesConfig> configurations() {
    NftablesConfig.Builder plain = NftablesConfig.builder();
    NftablesConfig.Builder logging = NftablesConfig.builder().denyLog("drop: ").setSize(500);
    NftablesConfig.Builder rejecting =
        NftablesConfig.builder().denyAction(NftablesConfig.DenyAction.REJECT);
    NftablesConfig.Builder named = NftablesConfig.builder();
    named
        .denyAction(NftablesConfig.DenyAction.REJECT)
        .hooks(List.of("input", "forward", "output"))
        .ipv4(named.ipv4().in("crowdsec", "crowdsec-chain", -10))
        .ipv6(named.ipv6().in("crowdsec6", "crowdsec6-chain", 5));
    return Stream.of(plain, logging, rejecting, named)
        .map(builder -> builder.ownTables(false).build());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void nft_makes_the_same_of_it(NftablesConfig config) throws EnforcementException, IOException {
    desired.guarding("10.0.0.0/8", "203.0.113.9", "fe80::/10");
    desired.ban("192.0.2.1", "CAPI", 600).ban("203.0.113.0/24", "lists:tor exits", 3600);
    desired.ban("203.0.113.0/25").ban("2001:db8::/48").ban("2001:db8:1::1");
    desired.about(services(Traffic.Kind.ONLY)).ban("192.0.2.3", "2001:db8:1::3");
    desired.about(services(Traffic.Kind.EXCEPT)).ban("192.0.2.4", "198.51.100.0/24");

    try (NftablesEnforcer enforcer = NftablesEnforcer.open(config)) {
      Path rendering =
          Files.writeString(folder.resolve("plan.nft"), desired.plan(enforcer).rendering());
      nft.run("-f", rendering.toString());
      String asRendered = comparable(nft.ruleset());
      nft.run("flush", "ruleset");
      desired.apply(enforcer);

      assertThat(comparable(nft.ruleset())).isEqualTo(asRendered);
    }
  }

  private static Traffic services(Traffic.Kind kind) {
    return new Traffic(
        kind,
        new TreeSet<>(List.of(new Service(Protocol.TCP, 443), new Service(Protocol.UDP, 53))));
  }

  /** Times pass, an older nft cannot be told when to free, and order means nothing in a map. */
  private static String comparable(String ruleset) {
    return ruleset
        .replaceAll(" expires [0-9a-z]+", "")
        .replaceAll(" timeout [0-9a-z]+", "")
        .replaceAll("\\s+gc-interval \\w+", "")
        .lines()
        .map(String::strip)
        .map(line -> line.replaceAll("^elements = \\{|\\}$|,$", "").strip())
        .sorted()
        .reduce("", (text, line) -> text + line + "\n");
  }
}
