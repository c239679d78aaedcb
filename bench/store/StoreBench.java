import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Origin;
import io.gatehouse.decision.Remediation;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpAddress;
import io.gatehouse.store.DecisionStore;
import io.gatehouse.store.EffectiveOrder;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the decision store costs: heap for each of N IPv4 decisions, indices included, and the time to
 * fill it, to reconcile a full pull that changes nothing, to sweep for ended ones, and to match.
 *
 * <pre>
 *   java -XX:+UseSerialGC -cp 'daemon/target/lib/*' bench/store/StoreBench.java [N]
 * </pre>
 */
public final class StoreBench implements DecisionRow {
  private static final int MATCHES = 1_000_000;

  private final DecisionKind kind = new DecisionKind(Remediation.BAN, Origin.CAPI, "bench");
  private int id;
  private long until;

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    for (int round = 1; round <= 3; round++) {
      new StoreBench().run(count, round);
    }
  }

  private void run(int count, int round) {
    DecisionStore store = new DecisionStore(InstantSource.system());
    long before = usedHeap();
    double fill = millis(() -> pull(store, count));
    double bytes = (usedHeap() - before) / (double) count;
    double again = millis(() -> pull(store, count));
    double sweep = millis(store::expire);
    double hit = millis(() -> match(store, 1)) * 1e6 / MATCHES;
    double miss = millis(() -> match(store, -count)) * 1e6 / MATCHES;
    System.out.printf(
        "round %d: %,d decisions, %.1f bytes each; fill %.0f ms, reconcile %.0f ms, sweep %.2f ms,"
            + " match %.0f ns hit, %.0f ns miss%n",
        round, count, bytes, fill, again, sweep, hit, miss);
  }

  private void pull(DecisionStore store, int count) {
    store.begin(Pull.FULL);
    until = System.currentTimeMillis() / 1000 + 3600;
    for (id = 1; id <= count; id++) {
      store.added(this);
    }
    store.commit();
  }

  private static void match(DecisionStore store, int first) {
    EffectiveOrder order = EffectiveOrder.bySeverity(Remediation.BAN);
    int found = 0;
    for (int i = 0; i < MATCHES; i++) {
      Optional<Decision> decision = store.match(IpAddress.ofIpv4(address(first + i)), order);
      found += decision.isPresent() ? 1 : 0;
    }
    if (found < 0) {
      throw new IllegalStateException();
    }
  }

  private static double millis(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e6;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Scattered over all addresses, each once. */
  private static int address(int number) {
    return number * (int) 2654435761L;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public DecisionKind kind() {
    return kind;
  }

  @Override
  public boolean isAddress() {
    return true;
  }

  @Override
  public long high() {
    return 0;
  }

  @Override
  public long low() {
    return 0xFFFF_0000_0000L | (address(id) & 0xFFFF_FFFFL);
  }

  @Override
  public int bits() {
    return 128;
  }

  @Override
  public Target target() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long untilEpochSecond() {
    return until;
  }
}
