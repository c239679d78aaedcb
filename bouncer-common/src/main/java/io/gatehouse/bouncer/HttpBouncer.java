package io.gatehouse.bouncer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatehouse.appsec.AppSecClient;
import io.gatehouse.appsec.AppSecRequest;
import io.gatehouse.challenge.Challenges;
import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.KeyRing;
import io.gatehouse.challenge.PassLevel;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.decision.Decision;
import io.gatehouse.decision.Remediation;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.StreamStatus;
import io.gatehouse.lapi.Waiting;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.LeastRemediation;
import io.gatehouse.policy.PolicyAnswer;
import io.gatehouse.policy.ScenarioClassifier;
import io.gatehouse.policy.Surface;
import io.gatehouse.request.ClientAddress;
import io.gatehouse.request.ClientAddressResolver;
import io.gatehouse.request.DecisionPoint;
import io.gatehouse.request.DecisionPointConfig;
import io.gatehouse.request.HeaderLines;
import io.gatehouse.request.LeaseHolder;
import io.gatehouse.request.PassClaim;
import io.gatehouse.request.RequestFacts;
import io.gatehouse.request.RequestFacts.Asker;
import io.gatehouse.request.Strike;
import io.gatehouse.request.Verdict;
import io.gatehouse.request.Visitors;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about the requests to a web site and answers in its place where it is not to see them:
 * the decisions and what keeps them fresh, the policy, the challenges. A front end asks in this
 * order:
 *
 * <pre>{@code
 * if (!ours && (bouncer.isCleanDirect(peer) || bouncer.isClean(client))) {
 *   bouncer.noteClean();
 *   goOn();
 * } else if (ours) {
 *   send(bouncer.serve(visit, body));
 * } else {
 *   carryOut(bouncer.judge(visit, client, path));
 * }
 * }</pre>
 *
 * <p>Thread-safe. Closing it ends its threads.
 */
public final class HttpBouncer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpBouncer.class);

  private final BouncerSettings settings;
  private final DecisionFeed feed;
  private final ClientAddressResolver clients;
  private final Visitors visitors;
  private final DecisionPoint point;
  private final Challenges challenges;
  private final PassReader passes;
  private final RequestMetrics metrics;
  private final Optional<AppSecInspector> appSec;
  private final Optional<LeaseHolder> lease;
  private final Optional<UsageReporter> usage;
  private final ScheduledExecutorService upkeep;

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
   * @param custom types of decisions that the application deals with itself
   * @throws LapiException if a file that the settings name cannot be used
   */
  public static HttpBouncer open(
      BouncerSettings settings, MeterRegistry registry, Set<String> custom) throws LapiException {
    return new HttpBouncer(settings, registry, custom, InstantSource.system());
  }

  private HttpBouncer(
      BouncerSettings settings, MeterRegistry registry, Set<String> custom, InstantSource time)
      throws LapiException {
    this.settings = settings;
    DecisionPointConfig config = settings.point().leaving(custom);
    this.metrics = new RequestMetrics(registry);
    this.appSec = AppSecInspector.open(settings, metrics); // before anything that has threads
    this.feed = DecisionFeed.open(settings.source(), settings.geoIp(), config.order(), time);
    this.clients = new ClientAddressResolver(settings.clients());
    this.visitors = new Visitors(time, config.limits());
    this.point =
        new DecisionPoint(
            feed.decisions(),
            new LeastRemediation(config.point(), settings.policy(), ScenarioClassifier.BUILT_IN),
            config,
            address -> settings.networks().about(address).and(settings.evidence().about(address)),
            visitors,
            time);
    this.challenges = Challenges.open(settings.challenge(), keys(settings), metrics);
    this.passes = new PassReader(challenges);
    metrics.watch(feed, time);
    point.tell(this::lowered);
    this.lease = lease(settings);
    this.usage = feed.lapi().map(lapi -> new UsageReporter(lapi, metrics, settings, time));
    this.upkeep = Executors.newSingleThreadScheduledExecutor(HttpBouncer::daemon);
    start();
  }

  private static KeyRing keys(BouncerSettings settings) {
    return settings
        .keys()
        .orElseGet(
            () -> {
              log.warn(
                  "no signing key is set: passes end with this process and are good on this node"
                      + " alone");
              return KeyRing.random(new SecureRandom());
            });
  }

  private static Optional<LeaseHolder> lease(BouncerSettings settings) {
    BouncerSettings.Lease lease = settings.lease();
    return lease.ports().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LeaseHolder(
                lease.socket(),
                settings.component().name(),
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
    upkeep.scheduleWithFixedDelay(settings.evidence()::refresh, 10, 10, TimeUnit.SECONDS);
  }

  /** An exception would end the ticking for good. */
  private void tick() {
    try {
      feed.tick();
      usage.ifPresent(UsageReporter::tick);
    } catch (RuntimeException e) {
      log.error("upkeep failed, and is tried again in a second", e);
    }
  }

  /**
   * Whether the other end of a connection is an IPv4 address, no trusted proxy, and nothing was
   * decided about it. Nearly every request comes from one where there is no proxy; allocates
   * nothing.
   */
  public boolean isCleanDirect(@Nullable String peer) {
    long ipv4 = peer == null ? -1 : IpAddress.ipv4Bits(peer);
    return ipv4 >= 0 && !clients.trustsIpv4((int) ipv4) && !point.concernsIpv4((int) ipv4);
  }

  /** Whether nothing may be decided about a client, so that it need not be judged. */
  public boolean isClean(ClientAddress client) {
    return clients.trusts(client.address()) || !point.concerns(client);
  }

  /** Whether the other end of a connection is a trusted proxy, whose word counts. */
  public boolean trustsPeer(@Nullable String peer) {
    return clients.trustsPeer(peer);
  }

  /**
   * Who sent a request.
   *
   * @param peer the other end of the connection, as text; null, empty or a name where it is none
   * @param headers asked only if the peer is a trusted proxy
   */
  public ClientAddress client(@Nullable String peer, HeaderLines headers) {
    return clients.resolve(peer, headers);
  }

  /** The number of the AS that a client is in, where it is known; for its {@link Visit}. */
  public OptionalLong systemOf(ClientAddress client) {
    return settings.evidence().systemOf(client.address());
  }

  /** Counts a request of a client that {@link #isClean}. */
  public void noteClean() {
    metrics.clean();
  }

  /**
   * Whether a clean visitor brings a pass that it does not need any more.
   *
   * @param cookies the header, null without one
   */
  public boolean hasPassToClear(@Nullable String cookies) {
    return passes.isShownIn(cookies);
  }

  /** The cookie that takes a pass out of the browser. */
  public Header clear(Visit visit) {
    return challenges.clear(visit);
  }

  /** Whether a visit is to one of our own pages, which never reaches the application. */
  public boolean isOurs(Visit visit) {
    return challenges.isOurs(visit);
  }

  /** How much of a body {@link #serve} wants to see; a longer one may be cut off. */
  public int mostBodyBytes() {
    return challenges.mostBodyBytes();
  }

  /** Answers a visit to one of our own pages. May block while it asks a captcha provider. */
  public Reply serve(Visit visit, byte[] body) {
    Reply reply = challenges.serve(visit, body);
    passes.noteIssued(reply);
    return reply;
  }

  /** Whether requests to a path are not looked at. */
  public boolean isExcluded(RequestPath path) {
    return settings.paths().excluded().matches(path.raw(), path.mapped());
  }

  /**
   * Whether AppSec is asked about requests, so that those of clean clients have to be judged as
   * well.
   */
  public boolean inspects() {
    return appSec.isPresent();
  }

  /**
   * Whether a visit is to a page of AppSec's bot detection, which never reaches the application.
   */
  public boolean isOfAppSec(Visit visit) {
    return inspects() && visit.target().startsWith(AppSecClient.RELAY_PATH);
  }

  /** How much of a body to read for {@link Judgement#inspect}; one byte more than is shown. */
  public int mostInspectedBytes() {
    return appSec.map(AppSecInspector::mostBodyBytes).orElse(0);
  }

  /** Decides about a request, and counts it. In live mode it may wait for LAPI. */
  public Judgement judge(Visit visit, ClientAddress client, RequestPath path) {
    Judgement judgement = decide(visit, client, path, Judgement.Asked.FIRST);
    Verdict verdict = judgement.verdict();
    if (isConcerned(verdict)) {
      metrics.counted(verdict, client.address().isIpv4());
      log.debug("{} {}: {}", visit.requestId(), verdict.answer(), verdict.reasons());
    } else {
      metrics.clean();
    }
    if (judgement.goesOn()
        && !verdict.passes()
        && isNews(List.of(client.address(), verdict.action()))) {
      log.info("dry run: {} would meet {}", client.address(), verdict.action());
    }
    return judgement;
  }

  /** The same, of a request that was counted already. */
  public Judgement look(Visit visit, ClientAddress client, RequestPath path) {
    return decide(visit, client, path, Judgement.Asked.AGAIN);
  }

  private Judgement decide(
      Visit visit, ClientAddress client, RequestPath path, Judgement.Asked asked) {
    PassReader.Reading pass = passes.reading(visit);
    RequestFacts facts = facts(visit, client, path, pass);
    Verdict verdict = clients.trusts(client.address()) ? Verdict.CLEAN : point.decide(facts);
    boolean goesOn = verdict.passes() || settings.dryRun();
    return new Judgement(this, visit, facts, pass, asked, verdict, goesOn);
  }

  boolean wantsToSee(boolean goesOn) {
    return appSec.isPresent() && (goesOn || appSec.get().wantsRefused());
  }

  Optional<Inspection> inspect(AppSecRequest request, RequestFacts facts) {
    return appSec.flatMap(inspector -> inspector.inspect(request, facts));
  }

  void noteRefusedByAppSec(Visit visit, Verdict verdict) {
    metrics.refusedByAppSec(verdict, visit.address().isIpv4());
    log.debug("{} AppSec: {}", visit.requestId(), verdict.action());
  }

  boolean noteAttack(PassClaim claim, RequestFacts facts) {
    return visitors.strike(Strike.ATTACK, claim, facts.client().address(), facts.browser());
  }

  private RequestFacts facts(
      Visit visit, ClientAddress client, RequestPath path, PassReader.Reading pass) {
    boolean login = settings.paths().logins().matches(path.mapped(), path.mapped());
    boolean unasked = settings.paths().unasked().matches(path.raw(), path.mapped());
    return new RequestFacts(
        client,
        login ? Surface.LOGIN : Surface.ANY,
        unasked ? Asker.PREFLIGHT : Browsers.asker(visit),
        Browsers.number(visit),
        pass::claim);
  }

  /** Something was decided about its sender, or nobody could say. */
  private static boolean isConcerned(Verdict verdict) {
    return verdict.decided().isPresent() || !verdict.passes();
  }

  Optional<Header> headerOf(Visit visit, Verdict verdict, PassReader.Reading pass) {
    if (isConcerned(verdict)) {
      return pass.renewal(verdict);
    }
    // where AppSec asks as well, a pass is needed without any decision
    return !inspects() && passes.isShownIn(visit.header("Cookie").orElse(null))
        ? Optional.of(clear(visit))
        : Optional.empty();
  }

  Reply reply(Visit visit, Verdict verdict) {
    return switch (verdict.answer()) {
      case REFUSE, CUSTOM -> challenges.banned(visit);
      case ASK -> challenges.challenge(visit, level(verdict.action()));
      case SLOW_DOWN -> challenges.throttled(visit, verdict.retryAfter());
      case UNAVAILABLE -> challenges.unavailable(visit, verdict.retryAfter());
      case PASS -> throw new IllegalStateException("a request that goes on is not answered");
    };
  }

  /** What AppSec refuses is a request; nothing is said about its address. */
  Reply reply(Visit visit, Inspection found) {
    if (found.relay().isPresent()) {
      return found.relay().get();
    }
    return found.verdict().answer() == Verdict.Answer.REFUSE
        ? challenges.refused(visit, found.status())
        : reply(visit, found.verdict());
  }

  private static PassLevel level(Remediation asked) {
    return asked.equals(Remediation.CAPTCHA) ? PassLevel.CAPTCHA : PassLevel.POW;
  }

  boolean noteNotFound(PassClaim claim, RequestFacts facts) {
    return visitors.noteNotFound(claim, facts.client().address(), facts.browser());
  }

  /** Notes that somebody logged in from here: the application knows this person. */
  public void noteLogin(ClientAddress client, String principal) {
    if (client.isResolved()) {
      visitors.noteLogin(client.address(), principal);
    }
  }

  private boolean isNews(Object fact) {
    return told.asMap().putIfAbsent(fact, true) == null;
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
  public BouncerSettings settings() {
    return settings;
  }

  /** Where decisions come from, for people, without secrets. */
  public String source() {
    return settings.source().display();
  }

  /** How the connection to LAPI does; empty without a stream. */
  public Optional<StreamStatus> lapiStatus() {
    return feed.status();
  }

  /** How many decisions are held; empty in live mode, which holds none. */
  public Optional<Integer> decisions() {
    return feed.store().map(store -> store.size());
  }

  /** Whether the firewall bouncer on this host leaves HTTP to this one. */
  public boolean holdsLease() {
    return lease.map(LeaseHolder::isHeld).orElse(false);
  }

  @Override
  public void close() {
    upkeep.shutdownNow();
    lease.ifPresent(LeaseHolder::close);
    feed.close();
    challenges.close();
    appSec.ifPresent(AppSecInspector::close);
  }
}
