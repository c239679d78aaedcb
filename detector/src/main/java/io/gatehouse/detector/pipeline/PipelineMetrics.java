package io.gatehouse.detector.pipeline;

import io.gatehouse.detector.event.Event;
import io.gatehouse.detector.event.Line;
import io.gatehouse.detector.parse.NodeListener;
import io.gatehouse.detector.scenario.BucketListener;
import io.gatehouse.detector.scenario.Scenario;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The detector's numbers under upstream's names (crowdsec:pkg/metrics). Written by the pipeline's
 * thread; sources beyond a bound are counted together, so that a name that changes with every line
 * fills no memory.
 */
final class PipelineMetrics implements BucketListener {
  private static final int MAX_SOURCES = 1_000;
  static final String REST = "(others)";

  /** One event in so many is timed: the clock costs as much as a short filter. */
  private static final int TIMED = 64;

  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100)
  };

  private final MeterRegistry registry;
  private final MultiGauge live;
  private final MultiGauge stashes;
  private final Map<String, OfSource> sources = new HashMap<>();
  private final Map<Scenario, OfScenario> scenarios = new HashMap<>();
  private final NodeMetrics nodes;
  private final Counter pourOk;
  private final Counter pourKo;
  private int turn;

  PipelineMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.live = MultiGauge.builder("cs.buckets").register(registry);
    this.stashes = MultiGauge.builder("cs.cache.size").register(registry);
    this.nodes = new NodeMetrics(registry);
    this.pourOk = Counter.builder("cs.bucket.pour.ok").register(registry);
    this.pourKo = Counter.builder("cs.bucket.pour.ko").register(registry);
  }

  /** The counters of one source. */
  static final class OfSource {
    final Counter hits;
    final Counter ok;
    final Counter ko;
    final Timer parsing;
    final Timer pouring;

    /** The type is the data source's kind, as upstream has it; the label is the acquisition's. */
    private OfSource(MeterRegistry registry, String source, String type, String label) {
      Tags tags = Tags.of("source", source, "type", type);
      Tags acquired = tags.and("acquis_type", label);
      hits = Counter.builder("cs.parser.hits").tags(acquired).register(registry);
      ok = Counter.builder("cs.parser.hits.ok").tags(acquired).register(registry);
      ko = Counter.builder("cs.parser.hits.ko").tags(acquired).register(registry);
      parsing = timer(registry, "cs.parsing.time", tags);
      pouring = timer(registry, "cs.bucket.pour", tags);
    }

    private static Timer timer(MeterRegistry registry, String name, Tags tags) {
      return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(registry);
    }
  }

  /** The counters of one scenario. */
  private static final class OfScenario {
    private final Counter instantiated;
    private final Counter overflowed;
    private final Counter underflowed;
    private final Counter cancelled;
    private final Map<String, Counter> poured = new HashMap<>();

    /** The counter that was used last: lines of one source come together. */
    private String lastSource = "";

    private @Nullable Counter lastPoured;

    OfScenario(MeterRegistry registry, String name) {
      instantiated = counter(registry, "cs.bucket.instantiation", name);
      overflowed = counter(registry, "cs.bucket.overflowed", name);
      underflowed = counter(registry, "cs.bucket.underflowed", name);
      cancelled = counter(registry, "cs.bucket.canceled", name);
    }

    private static Counter counter(MeterRegistry registry, String metric, String scenario) {
      return Counter.builder(metric).tag("name", scenario).register(registry);
    }
  }

  /** What is asked for at each scrape. */
  void gauges(AlertOutlet outlet) {
    Gauge.builder("gatehouse.alerts.pending", outlet, AlertOutlet::pending).register(registry);
    Gauge.builder("gatehouse.alerts.lost", outlet, AlertOutlet::lost).register(registry);
  }

  /** Counts what nodes of parsers take. */
  NodeListener nodes() {
    return nodes;
  }

  /** The counters of the source of a line. */
  OfSource source(Line line) {
    OfSource known = sources.get(line.src());
    if (known != null) {
      return known;
    }
    String name = sources.size() < MAX_SOURCES ? line.src() : REST;
    String label = line.labels().getOrDefault("type", "");
    return sources.computeIfAbsent(
        name, each -> new OfSource(registry, each, line.module(), label));
  }

  /** Whether this event's way is timed. */
  boolean isTimed() {
    turn = (turn + 1) % TIMED;
    return turn == 0;
  }

  static void time(Timer timer, long from, long to) {
    timer.record(to - from, TimeUnit.NANOSECONDS);
  }

  void pouredInto(int buckets) {
    (buckets > 0 ? pourOk : pourKo).increment();
  }

  /** Says how many buckets each scenario has. */
  void live(Map<Scenario, Integer> counts) {
    List<MultiGauge.Row<?>> rows =
        counts.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                each -> MultiGauge.Row.of(Tags.of("name", each.getKey().name()), each.getValue()))
            .toList();
    live.register(rows, true);
  }

  /** Says how many values each stash holds. All make room for the newest, upstream's LRU. */
  void stashed(Map<String, Integer> sizes) {
    List<MultiGauge.Row<?>> rows =
        sizes.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                each ->
                    MultiGauge.Row.of(
                        Tags.of("name", each.getKey(), "type", "LRU"), each.getValue()))
            .toList();
    stashes.register(rows, true);
  }

  private OfScenario of(Scenario scenario) {
    OfScenario known = scenarios.get(scenario);
    if (known == null) {
      known = new OfScenario(registry, scenario.name());
      scenarios.put(scenario, known);
    }
    return known;
  }

  @Override
  public void instantiated(Scenario scenario) {
    of(scenario).instantiated.increment();
  }

  @Override
  public void poured(Scenario scenario, Event event) {
    OfScenario of = of(scenario);
    Line line = event.line();
    Counter counter = of.lastPoured;
    if (counter == null || !of.lastSource.equals(line.src())) {
      counter = poured(scenario, of, line);
      of.lastPoured = counter;
      of.lastSource = line.src();
    }
    counter.increment();
  }

  /** An overflow that is poured again comes from no source. */
  private Counter poured(Scenario scenario, OfScenario of, Line line) {
    boolean known = line.src().isEmpty() || sources.containsKey(line.src());
    String source = known ? line.src() : REST;
    return of.poured.computeIfAbsent(
        source,
        each ->
            Counter.builder("cs.bucket.poured")
                .tags("name", scenario.name(), "source", each)
                .tag("type", line.module())
                .register(registry));
  }

  @Override
  public void overflowed(Scenario scenario) {
    of(scenario).overflowed.increment();
  }

  @Override
  public void underflowed(Scenario scenario) {
    of(scenario).underflowed.increment();
  }

  @Override
  public void cancelled(Scenario scenario) {
    of(scenario).cancelled.increment();
  }
}
