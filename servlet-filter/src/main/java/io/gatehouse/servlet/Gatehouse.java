package io.gatehouse.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.challenge.Challenges;
import io.gatehouse.challenge.KeyRing;
import io.gatehouse.decision.Decision;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.StreamStatus;
import io.gatehouse.lapi.Waiting;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.LeastRemediation;
import io.gatehouse.policy.PolicyAnswer;
import io.gatehouse.policy.ScenarioClassifier;
import io.gatehouse.request.ClientAddressResolver;
import io.gatehouse.request.DecisionPoint;
import io.gatehouse.request.DecisionPointConfig;
import io.gatehouse.request.LeaseHolder;
import io.gatehouse.request.Verdict;
import io.gatehouse.request.Visitors;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link GatehouseFilter} decides with: the decisions and what keeps them fresh, the policy,
 * the challenges. One for each web application; closing it ends its threads.
 */
public final class Gatehouse implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gatehouse.class);

  private final GatehouseSettings settings;
  private final DecisionFeed feed;
  private final Optional<LeaseHolder> lease;
  private final Optional<UsageReporter> usage;
  private final ScheduledExecutorService upkeep;
  private final InstantSource time;

  final ClientAddressResolver clients;
  final Visitors visitors;
  final DecisionPoint point;
  final Challenges challenges;
  final FilterMetrics metrics;
  final Map<String, DecisionHandler> handlers;

  /** What the log was told of within the last hour, and so is not told of again. */
  private final Cache<Object, Boolean> told =
      Caffeine.newBuilder()
          .maximumSize(10_000)
          .expireAfterWrite(Duration.ofHours(1).toMillis(), TimeUnit.MILLISECONDS)
          .executor(Runnable::run)
          .build();

  /**
   * Opens everything; a LAPI that does not answer yet is asked until it does.
   *
   * @param handlers of types of decisions that the application deals with itself
   * @throws LapiException if a file that the settings name cannot be used
   */
  public static Gatehouse open(
      GatehouseSettings settings, MeterRegistry registry, List<DecisionHandler> handlers)
      throws LapiException {
    return new Gatehouse(settings, registry, handlers, InstantSource.system());
  }

  private Gatehouse(
      GatehouseSettings settings,
      MeterRegistry registry,
      List<DecisionHandler> handlers,
      InstantSource time)
      throws LapiException {
    this.settings = settings;
    this.time = time;
    this.handlers =
        handlers.stream().collect(Collectors.toMap(DecisionHandler::type, Function.identity()));
    DecisionPointConfig config = settings.point().leaving(this.handlers.keySet());
    this.feed = DecisionFeed.open(settings.source(), config.order(), time);
    this.clients = new ClientAddressResolver(settings.clients());
    this.visitors = new Visitors(time, config.limits());
    this.point =
        new DecisionPoint(
            feed.decisions(),
            new LeastRemediation(config.point(), settings.policy(), ScenarioClassifier.BUILT_IN),
            config,
            settings.networks(),
            visitors,
            time);
    this.metrics = new FilterMetrics(registry);
    this.challenges = Challenges.open(settings.challenge(), keys(settings), metrics);
    metrics.watch(feed, time);
    point.tell(this::lowered);
    this.lease = lease(settings.lease());
    this.usage =
        feed.lapi()
            .map(lapi -> new UsageReporter(lapi, metrics, settings.usageMetrics(), time.instant()));
    this.upkeep = Executors.newSingleThreadScheduledExecutor(Gatehouse::daemon);
    start();
  }

  private static KeyRing keys(GatehouseSettings settings) {
    return settings
        .keys()
        .orElseGet(
            () -> {
              log.warn(
                  "no gatehouse.signing-key: passes end with this process and are good on this node"
                      + " alone");
              return KeyRing.random(new SecureRandom());
            });
  }

  private static Optional<LeaseHolder> lease(GatehouseSettings.Lease lease) {
    return lease.ports().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LeaseHolder(
                lease.socket(),
                "servlet",
                "pid-" + ProcessHandle.current().pid(),
                lease.ports(),
                Waiting.inRealTime()));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gatehouse-upkeep");
    thread.setDaemon(true);
    return thread;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor
  private void start() {
    lease.ifPresent(LeaseHolder::start);
    upkeep.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    log.info("effective settings: {}", String.join(" ", settings.table()));
  }

  /** An exception would end the ticking for good. */
  private void tick() {
    try {
      feed.tick();
      usage.ifPresent(reporter -> reporter.tick(time.instant()));
    } catch (RuntimeException e) {
      log.error("upkeep failed, and is tried again in a second", e);
    }
  }

  private boolean isNews(Object fact) {
    return told.asMap().putIfAbsent(fact, true) == null;
  }

  void tellDryRun(IpAddress address, Verdict verdict) {
    if (isNews(List.of(address, verdict.action()))) {
      log.info("dry run: {} would meet {}", address, verdict.action());
    }
  }

  private void lowered(Decision decision, PolicyAnswer answer) {
    if (isNews(decision)) {
      int people = answer.assessment().estimatedUsers();
      log.info(
          "{} about {} {} to {}, for about {} people: {}",
          decision.kind().remediation(),
          decision.target().value(),
          answer.onlyReported() ? "would be lowered" : "is lowered",
          answer.least().get(0).action(),
          people,
          String.join("; ", answer.least().get(0).reasons()));
      if (!answer.onlyReported()) {
        metrics.lowered(decision, people - 1);
      }
    }
  }

  /** The settings. */
  public GatehouseSettings settings() {
    return settings;
  }

  /** How the connection to LAPI does; empty without a stream. */
  public Optional<StreamStatus> lapiStatus() {
    return feed.status();
  }

  /** How many decisions are held; empty in live mode, which holds none. */
  public Optional<Integer> decisions() {
    return feed.store().map(store -> store.size());
  }

  /** Whether the firewall bouncer on this host leaves HTTP to this filter. */
  public boolean holdsLease() {
    return lease.map(LeaseHolder::isHeld).orElse(false);
  }

  @Override
  public void close() {
    upkeep.shutdownNow();
    lease.ifPresent(LeaseHolder::close);
    feed.close();
    challenges.close();
  }
}
