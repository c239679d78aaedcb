import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.active.Answer;
import io.gatehouse.lapi.active.DecisionFilter;
import io.gatehouse.lapi.active.DecisionLoad;
import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.active.StoredDecision;
import io.gatehouse.lapi.active.StreamQuestion;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What the active decisions cost: heap for each of N, and processor time to load them, to write a
 * startup answer and an empty delta, to look addresses up, and to remove 50,000 at once.
 *
 * <pre>
 *   java -XX:+UseSerialGC -cp 'daemon/target/lib/*' bench/active/ActiveBench.java [N [BOUNCERS]]
 * </pre>
 *
 * With BOUNCERS only this: that many startup answers at once, and the peak of the process's memory.
 */
public final class ActiveBench {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int LOOKUPS = 200_000;
  private static final int REMOVED = 50_000;

  private final Instant now = Instant.now();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(32 * 1024);
  private final ActiveDecisions active = new ActiveDecisions();
  private final int count;
  private final boolean local;
  private long sent;

  private ActiveBench(int count, boolean local) {
    this.count = count;
    this.local = local;
  }

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    if (arguments.length > 1) {
      new ActiveBench(count, true).storm(Integer.parseInt(arguments[1]));
      return;
    }
    for (boolean local : new boolean[] {false, true}) {
      for (int round = 1; round <= 2; round++) {
        new ActiveBench(count, local).run(round);
      }
    }
  }

  private void run(int round) throws Exception {
    long before = usedHeap();
    double load = millis(this::load);
    double bytes = (usedHeap() - before) / (double) count;
    StreamQuestion startup = question(Map.of("startup", List.of("true")), 1);
    StreamQuestion plain =
        question(Map.of("startup", List.of("true"), "dedup", List.of("false")), 1);
    double first = best(5, () -> send(active.stream(startup)));
    long length = sent;
    double select = best(5, () -> active.stream(startup));
    double undeduped = best(5, () -> send(active.stream(plain)));
    StreamQuestion delta = question(Map.of(), 1);
    double empty = best(5, () -> repeat(1000, () -> send(active.stream(delta))));
    double lookup = best(5, this::lookUp) * 1e6 / LOOKUPS;
    double scan = best(3, () -> active.ids(filter("range", "10.0.0.0/8", "false"), now));
    double removal = millis(this::remove);
    double gone = best(3, () -> send(active.stream(delta)));
    System.out.printf(
        "%s, round %d: %,d decisions, %.1f bytes each, loaded in %.0f ms; startup %,d bytes in %.0f"
            + " ms (%.0f ms of it to select), %.0f ms without dedup; empty delta %.2f us; lookup"
            + " %.0f ns; contains=false %.1f ms; %,d removed in %.1f ms, their delta %.1f ms%n",
        local ? "local" : "list",
        round,
        count,
        bytes,
        load,
        length,
        first,
        select,
        undeduped,
        empty,
        lookup,
        scan,
        REMOVED,
        removal,
        gone);
  }

  /** Each answer gets a page's worth at a time, in turn, as slow connections would have it. */
  private void storm(int bouncers) throws Exception {
    load();
    StreamQuestion startup = question(Map.of("startup", List.of("true")), 1);
    List<Answer> answers = new ArrayList<>();
    double time =
        millis(
            () -> {
              for (int i = 0; i < bouncers; i++) {
                answers.add(active.stream(startup));
              }
              while (!answers.isEmpty()) {
                answers.removeIf(answer -> !answer.fill(buffer.clear()));
              }
            });
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("VmHWM unknown");
    System.out.printf(
        "%d startup answers over %,d decisions at once: %.0f ms, %s%n",
        bouncers, count, time, peak);
  }

  private void load() {
    DecisionLoad load = active.load();
    for (int id = 1; id <= count; id++) {
      load.live(1, decision(id));
    }
    load.finish(1, 0);
  }

  private StoredDecision decision(int id) {
    return local
        ? new StoredDecision(
            id,
            "crowdsec",
            "ban",
            "Ip",
            value(id),
            "crowdsecurity/http-probing",
            false,
            new UUID(id * 0x9E3779B97F4A7C15L, id),
            now.plusMillis(14_400_000L - id % 9_000_000))
        : new StoredDecision(
            id,
            "CAPI",
            "ban",
            "Ip",
            value(id),
            "crowdsecurity/community-blocklist",
            false,
            null,
            now.plusSeconds(604_800));
  }

  private void remove() {
    List<Removal> removals = new ArrayList<>();
    for (int i = 0; i < REMOVED; i++) {
      removals.add(new Removal(1 + i * (long) (count / REMOVED), now));
    }
    active.committed(2, List.of(), removals);
  }

  private void lookUp() {
    for (int i = 1; i <= LOOKUPS; i++) {
      send(active.live(filter("ip", value(i * 7 % (2 * count)), "true"), now));
    }
  }

  private static DecisionFilter filter(String name, String value, String contains) {
    try {
      return DecisionFilter.ofLive(Map.of(name, List.of(value), "contains", List.of(contains)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private StreamQuestion question(Map<String, List<String>> query, long cursor) throws Exception {
    return StreamQuestion.parse(query, cursor, now);
  }

  private void send(Answer answer) {
    sent = 0;
    boolean more = true;
    while (more) {
      buffer.clear();
      more = answer.fill(buffer);
      sent += buffer.position();
    }
  }

  private static void repeat(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }

  private static double best(int times, Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      best = Math.min(best, millis(work));
    }
    return best;
  }

  /** Of the processor, not of the clock: other programs on the machine do not count. */
  private static double millis(Runnable work) {
    long begin = THREADS.getCurrentThreadCpuTime();
    work.run();
    return (THREADS.getCurrentThreadCpuTime() - begin) / 1e6;
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Scattered over all addresses, each once. */
  private static String value(int number) {
    int bits = number * (int) 2654435761L;
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }
}
