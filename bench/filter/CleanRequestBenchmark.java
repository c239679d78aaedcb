package io.gatehouse.bench;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.policy.GeoIp;
import io.gatehouse.policy.IdentityLimits;
import io.gatehouse.policy.LeastRemediation;
import io.gatehouse.policy.PolicyConfig;
import io.gatehouse.policy.ScenarioClassifier;
import io.gatehouse.policy.SharedNetworks;
import io.gatehouse.request.ClientAddressConfig;
import io.gatehouse.request.ClientAddressResolver;
import io.gatehouse.request.DecisionPoint;
import io.gatehouse.request.DecisionPointConfig;
import io.gatehouse.request.StoredDecisions;
import io.gatehouse.request.Visitors;
import io.gatehouse.store.DecisionStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the servlet filter adds to a request of a clean, direct IPv4 client, but for the container.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CleanRequestBenchmark {
  private static final int CLIENTS = 4096;

  @Param({"0", "1000000"})
  int decisions;

  private final String[] peers = new String[CLIENTS];
  private final ClientAddressResolver clients =
      new ClientAddressResolver(ClientAddressConfig.DIRECT.trusting("loopback", "private"));
  private DecisionPoint point;
  private int next;

  @Setup
  public void fill() {
    DecisionStore store = new DecisionStore(InstantSource.system());
    store.begin(Pull.FULL);
    DecisionKind kind = new DecisionKind(Remediation.BAN, Origin.CAPI, "http:scan");
    Instant until = Instant.now().plusSeconds(86_400);
    for (int i = 0; i < decisions; i++) {
      IpAddress address = IpAddress.ofIpv4(0x0b000000 + i * 7);
      IpPrefix prefix = i % 100 == 0 ? IpPrefix.of(address, 24) : IpPrefix.of(address);
      store.added(new Decision(i + 1, kind, new Target.Prefix(prefix), until));
    }
    store.commit();
    DecisionPointConfig config = DecisionPointConfig.DEFAULT;
    point =
        new DecisionPoint(
            new StoredDecisions(store, GeoIp.NONE, config.order()),
            new LeastRemediation(config.point(), PolicyConfig.DEFAULT, ScenarioClassifier.BUILT_IN),
            config,
            SharedNetworks.of(Map.of()),
            new Visitors(InstantSource.system(), IdentityLimits.DEFAULT),
            InstantSource.system());
    for (int i = 0; i < CLIENTS; i++) {
      peers[i] = IpAddress.ofIpv4(0x50000000 + i * 40_503).toString();
    }
  }

  /** The steps of {@code HttpBouncer.isCleanDirect}. */
  @Benchmark
  public boolean clean() {
    long ipv4 = IpAddress.ipv4Bits(peers[next++ & (CLIENTS - 1)]);
    return ipv4 >= 0 && !clients.trustsIpv4((int) ipv4) && !point.concernsIpv4((int) ipv4);
  }
}
