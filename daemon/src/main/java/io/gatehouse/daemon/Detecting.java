package io.gatehouse.daemon;

import io.gatehouse.alert.Alert;
import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.host.DaemonLoop.Voice;
import io.gatehouse.daemon.host.LogSetup;
import io.gatehouse.daemon.watch.Health;
import io.gatehouse.detector.acquire.AcquireSettings;
import io.gatehouse.detector.acquire.Acquisition;
import io.gatehouse.detector.acquire.DataSources;
import io.gatehouse.detector.acquire.LineBatch;
import io.gatehouse.detector.acquire.SourceHealth;
import io.gatehouse.detector.geo.GeoDatabases;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.hub.Installation;
import io.gatehouse.detector.pipeline.AlertOutlet;
import io.gatehouse.detector.pipeline.Counts;
import io.gatehouse.detector.pipeline.Pipeline;
import io.gatehouse.detector.pipeline.Rules;
import io.gatehouse.detector.scenario.Scenario;
import io.gatehouse.net.IpPrefix;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A detector at work: from logs to an outlet of alerts. */
final class Detecting implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final GeoDatabases geo;
  private final Pipeline pipeline;
  private final AlertOutlet outlet;
  private final DataSources sources;
  private final List<String> scenarios;
  private final Thread feed;
  private final CountDownLatch fed = new CountDownLatch(1);
  private volatile boolean closing;

  /**
   * What a detector is made of.
   *
   * @param installation its rules
   * @param acquisitions where lines come from
   * @param dataDir with GeoIP databases and, where lines are followed, positions
   * @param remembers whether positions are remembered over a restart
   * @param simulation which scenarios' decisions are for show
   * @param allowed whom nothing is ever decided about
   */
  record Parts(
      Installation installation,
      List<Acquisition> acquisitions,
      Path dataDir,
      boolean remembers,
      Predicate<String> simulation,
      Predicate<IpPrefix> allowed) {}

  private Detecting(Parts parts, Rules rules, GeoDatabases geo, AlertOutlet outlet, Voice voice) {
    this.geo = geo;
    this.outlet = outlet;
    this.scenarios = rules.scenarios().all().stream().map(Scenario::name).toList();
    this.pipeline =
        new Pipeline(
            rules,
            outlet,
            Optional.of(parts.dataDir().resolve("buckets.json")).filter(any -> parts.remembers()),
            alert -> isAllowed(parts, alert),
            registry);
    this.sources = DataSources.start(parts.acquisitions(), settings(parts));
    this.feed = new Thread(() -> feed(voice), "feed");
  }

  /**
   * Begins to read and to detect.
   *
   * @param outlet is closed with this
   * @param voice hears when all there was to read is worked on, and nothing can follow
   */
  static Detecting begin(Parts parts, AlertOutlet outlet, Voice voice)
      throws ConfigException, ProgramException {
    GeoDatabases geo = GeoDatabases.open(parts.dataDir());
    Rules rules = rules(parts, geo);
    Detecting detecting = new Detecting(parts, rules, geo, outlet, voice);
    detecting.pipeline.start();
    detecting.feed.start();
    return detecting;
  }

  /** Reads every rule and touches nothing. */
  static void check(Parts parts) throws ConfigException, ProgramException {
    try (GeoDatabases geo = GeoDatabases.open(parts.dataDir())) {
      rules(parts, geo);
    }
  }

  private static Rules rules(Parts parts, GeoDatabases geo)
      throws ConfigException, ProgramException {
    try {
      return Rules.load(parts.installation(), geo, parts.simulation(), InstantSource.system());
    } catch (HubException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }

  private AcquireSettings settings(Parts parts) {
    AcquireSettings settings =
        AcquireSettings.forReplay()
            .countedBy(new LineCounters(registry))
            .withLogLevels(LogSetup::setLevel);
    return parts.remembers() ? settings.rememberedIn(parts.dataDir()) : settings;
  }

  private static boolean isAllowed(Parts parts, Alert alert) {
    Optional<IpPrefix> about = IpPrefix.tryParse(alert.source().value());
    return about.filter(parts.allowed()).isPresent();
  }

  private void feed(Voice voice) {
    try {
      while (!closing && !sources.finished()) {
        Optional<LineBatch> batch = sources.poll(PATIENCE);
        if (batch.isPresent()) {
          pipeline.take(batch.get().events(), batch.get().receipt()::give);
        }
      }
      fed.countDown();
      if (!closing) {
        voice.finished();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until everything was read; where lines are followed, for ever. */
  void awaitEnd() throws InterruptedException {
    fed.await();
  }

  /** What came of the lines. */
  Counts counts() {
    return pipeline.counts();
  }

  /** Lines that no parser knew, by source. */
  Map<String, List<String>> unparsed() {
    return pipeline.unparsed().bySource();
  }

  /** What Prometheus is told. */
  String scrape() {
    return registry.scrape();
  }

  /** Whether it works, and on what. */
  Health health() {
    Map<String, String> details = new LinkedHashMap<>();
    Counts counts = counts();
    details.put("detector_lines", Long.toString(counts.lines()));
    details.put("detector_parsed", Long.toString(counts.parsed()));
    details.put("detector_alerts", Long.toString(counts.alerts()));
    details.put("detector_alerts_pending", Integer.toString(outlet.pending()));
    for (SourceHealth source : sources.health()) {
      if (!source.trouble().isEmpty()) {
        details.put("source " + source.src(), source.trouble());
      }
    }
    return new Health(pipeline.isAlive() && feed.isAlive(), details);
  }

  /** Names of what it looks for. */
  List<String> scenarios() {
    return scenarios;
  }

  String summary() {
    Counts counts = counts();
    return "%d scenarios, %,d lines, %,d alerts"
        .formatted(scenarios.size(), counts.lines(), counts.alerts());
  }

  /** Works on what was read, acknowledges it, and sends or keeps the alerts. */
  @Override
  public void close() {
    closing = true;
    sources.stop();
    join(feed);
    pipeline.close();
    sources.close();
    outlet.close();
    geo.close();
  }

  private static void join(Thread thread) {
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
