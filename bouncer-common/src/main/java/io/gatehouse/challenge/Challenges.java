package io.gatehouse.challenge;

import io.gatehouse.challenge.ChallengeListener.Result;
import io.gatehouse.challenge.Endpoints.Route;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks visitors for something that machines in masses don't do, and gives those who did it a pass.
 * Who is to be asked is the caller's business:
 *
 * <pre>{@code
 * if (challenges.isOurs(visit)) {
 *   send(challenges.serve(visit, body));
 * } else if (challenges.check(visit, decidedAt) instanceof PassCheck.Valid valid
 *     && valid.pass().level().satisfies(required)) {
 *   letThrough();
 * } else {
 *   send(challenges.challenge(visit, required));
 * }
 * }</pre>
 *
 * <p>Holds a bounded memory of answers; passes themselves are kept by their visitors. Thread-safe.
 * Only {@link #serve} may block, while it asks a captcha provider.
 */
public final class Challenges implements AutoCloseable {
  private static final int TOKENS_REMEMBERED = 200_000;
  private static final int MOST_BODY_BYTES = 32 * 1024;
  private static final Duration PROVIDER_PAUSE = Duration.ofSeconds(30);
  private static final Optional<String> NO_ERROR = Optional.empty();

  private final ChallengeConfig config;
  private final ChallengeListener listener;
  private final Passes passes;
  private final Revocations revocations;
  private final ChallengeTokens tokens;
  private final ChallengeTokens waits;
  private final TokenUses uses;
  private final AttemptLimit attempts;
  private final Difficulty difficulty;
  private final ProviderChain providers;
  private final Tasks tasks;
  private final Endpoints endpoints;
  private final Walls walls;

  /**
   * Challenges by these keys, on the system's clock.
   *
   * @throws IllegalArgumentException with every problem of the configuration, one a line
   */
  public static Challenges open(ChallengeConfig config, KeyRing keys) {
    return open(config, keys, ChallengeListener.NONE);
  }

  /** The same, with somebody who counts. */
  public static Challenges open(ChallengeConfig config, KeyRing keys, ChallengeListener listener) {
    return new Challenges(config, keys, listener, InstantSource.system(), new SecureRandom());
  }

  /**
   * Challenges on another clock and randomness.
   *
   * @param random cannot be predicted, outside of tests
   */
  public static Challenges open(
      ChallengeConfig config, KeyRing keys, InstantSource time, RandomGenerator random) {
    return new Challenges(config, keys, ChallengeListener.NONE, time, random);
  }

  private Challenges(
      ChallengeConfig config,
      KeyRing keys,
      ChallengeListener listener,
      InstantSource time,
      RandomGenerator random) {
    List<String> problems = config.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    PassSettings pass = config.pass();
    this.config = config;
    this.listener = listener;
    this.revocations =
        new Revocations(time, pass.mostPlaces(), pass.placesWindow(), pass.lifetime());
    this.passes = new Passes(keys, pass, revocations, time, random);
    this.tokens =
        new ChallengeTokens(keys, "gatehouse-challenge", pass, config.lifetime(), time, random);
    this.waits = new ChallengeTokens(keys, "gatehouse-wait", pass, config.lifetime(), time, random);
    this.uses =
        new TokenUses(time, config.lifetime(), TOKENS_REMEMBERED, config.attemptsPerToken());
    this.attempts = new AttemptLimit(time, config.attemptsPerMinute());
    this.difficulty = new Difficulty(config.pow(), time);
    this.providers = new ProviderChain(config.captcha(), time, random);
    this.tasks = new Tasks(providers, difficulty);
    this.endpoints = new Endpoints(config.path());
    Assignments assignments =
        new Assignments(endpoints, config.noscriptWait().orElse(Duration.ZERO));
    Pages pages = new Pages(Templates.read(config.templates()), assignments, config.contactUrl());
    this.walls = new Walls(pages, endpoints, time, random);
  }

  /**
   * What the pass in a visit is worth.
   *
   * @param notBefore when the newest decision about the visitor was made that is stricter than what
   *     a pass outweighs: an older pass is worth nothing
   */
  public PassCheck check(Visit visit, Instant notBefore) {
    return passes.check(visit, notBefore);
  }

  /**
   * The cookie that binds a pass to where its visitor has moved; it lives no longer than before.
   */
  public Header renew(Visit visit, Pass pass) {
    return passes.renew(visit, pass);
  }

  /** The cookie that takes a visitor's pass out of the browser. */
  public Header clear(Visit visit) {
    return passes.clear(visit);
  }

  /** Takes a pass away: on this node it is worth nothing any more. */
  public void revoke(Pass pass) {
    revocations.revoke(pass);
  }

  /** The wall that asks for a pass of a level. */
  public Reply challenge(Visit visit, PassLevel required) {
    boolean comesBack = Wanted.of(visit) == Wanted.PAGE && !endpoints.isOurs(visit);
    String path = comesBack ? ReturnPath.of(visit.target(), home(visit)) : home(visit);
    return challenge(visit, tasks.first(visit, required), path, NO_ERROR);
  }

  private static String home(Visit visit) {
    return visit.base() + "/";
  }

  private Reply challenge(Visit visit, Task task, String returnPath, Optional<String> error) {
    boolean isStandIn =
        task.required() == PassLevel.CAPTCHA && task.provider().equals(ProofOfWork.NAME);
    if (isStandIn
        && !config.captcha().providers().isEmpty()
        && config.captcha().onFailure() == CaptchaSettings.OnFailure.DENY) {
      return unavailable(visit, PROVIDER_PAUSE);
    }
    ChallengeToken token = tokens.make(visit, task, returnPath, Duration.ZERO);
    return wall(visit, token, tokens.seal(token), error);
  }

  private Reply wall(Visit visit, ChallengeToken token, String sealed, Optional<String> error) {
    Optional<ProviderSettings> provider =
        providers.find(token.provider()).map(CaptchaProvider::settings);
    Wall.Assignment todo =
        new Wall.Assignment(
            token,
            sealed,
            waiting(visit, token),
            provider,
            tasks.hasOther(token.task()),
            visit.isRepeatable() && !endpoints.isOurs(visit));
    WallKind kind = provider.isPresent() ? WallKind.CAPTCHA : WallKind.CHALLENGE;
    listener.shown(token.provider());
    return walls.reply(visit, Wall.of(kind).with(todo).because(error), Wanted.of(visit));
  }

  /** Waiting is enough for what a proof of work is asked for, and not where a captcha is. */
  private Optional<String> waiting(Visit visit, ChallengeToken token) {
    if (token.required() == PassLevel.CAPTCHA) {
      return Optional.empty();
    }
    Task task = new Task(PassLevel.NOSCRIPT, "noscript", token.puzzle());
    return config
        .noscriptWait()
        .map(wait -> waits.seal(waits.make(visit, task, token.returnPath(), wait)));
  }

  /** The wall of a visitor that is not let in, whatever it does. */
  public Reply banned(Visit visit) {
    return walls.reply(visit, Wall.of(WallKind.BAN), Wanted.of(visit));
  }

  /**
   * The wall of a request that is refused for what it holds; its visitor may send others.
   *
   * @param status of an error
   */
  public Reply refused(Visit visit, int status) {
    return walls.reply(visit, Wall.of(WallKind.REFUSED).withStatus(status), Wanted.of(visit));
  }

  /** The wall of a visitor that asks too often. */
  public Reply throttled(Visit visit, Duration retryAfter) {
    return walls.reply(visit, Wall.of(WallKind.THROTTLE).after(retryAfter), Wanted.of(visit));
  }

  /** The wall where nothing can be decided and nobody is to be let in. */
  public Reply unavailable(Visit visit, Duration retryAfter) {
    return walls.reply(visit, Wall.of(WallKind.UNAVAILABLE).after(retryAfter), Wanted.of(visit));
  }

  /**
   * Whether the visit is to one of our own pages; these never reach the application, whatever is
   * excluded or switched off.
   */
  public boolean isOurs(Visit visit) {
    return endpoints.isOurs(visit);
  }

  /** How much of a body {@link #serve} wants to see; a longer one may be cut off. */
  public int mostBodyBytes() {
    return MOST_BODY_BYTES;
  }

  /**
   * Answers a visit to one of our own pages.
   *
   * @param body of a POST, up to {@link #mostBodyBytes}
   */
  public Reply serve(Visit visit, byte[] body) {
    Optional<Route> route = endpoints.route(visit);
    if (route.isEmpty()) {
      return Walls.uncached(404);
    }
    if (!visit.method().equals(route.get().method())) {
      return Walls.uncached(405).with("Allow", route.get().method());
    }
    return switch (route.get()) {
      case CHALLENGE -> challengePage(visit);
      case POW -> puzzle(visit);
      case VERIFY -> verify(visit, Endpoints.fields(new String(body, StandardCharsets.UTF_8)));
      case WAIT -> waited(visit);
    };
  }

  private static String tokenText(Visit visit) {
    return Endpoints.fields(visit.query()).getOrDefault("t", "");
  }

  private Optional<ChallengeToken> tokenInQuery(Visit visit) {
    return tokens.open(visit, tokenText(visit)).filter(tokens::isTimely);
  }

  private Reply challengePage(Visit visit) {
    Map<String, String> query = Endpoints.fields(visit.query());
    Optional<ChallengeToken> token = tokenInQuery(visit);
    if (token.isEmpty()) {
      return redirect(home(visit));
    }
    Task task =
        query.containsKey("other")
            ? tasks.other(visit, token.get())
            : tasks.again(visit, token.get());
    return challenge(visit, task, token.get().returnPath(), NO_ERROR);
  }

  private Reply puzzle(Visit visit) {
    Optional<ChallengeToken> token = tokenInQuery(visit);
    if (token.isEmpty() || !token.get().provider().equals(ProofOfWork.NAME)) {
      return Walls.uncached(404);
    }
    byte[] json =
        ProblemJson.object(
            out -> {
              out.writeStringField("nonce", token.get().nonce());
              out.writeNumberField("bits", token.get().puzzle().bits());
              out.writeNumberField("rounds", token.get().puzzle().rounds());
              out.writeStringField("token", tokens.seal(token.get()));
              out.writeStringField("verify_url", endpoints.verify(visit));
            });
    return Walls.uncached(200).with("application/json", json);
  }

  private Reply verify(Visit visit, Map<String, String> form) {
    if (!isSameSite(visit)) {
      return Walls.uncached(403);
    }
    if (!attempts.admits(visit)) {
      return throttled(visit, AttemptLimit.WINDOW);
    }
    Optional<ChallengeToken> opened = tokens.open(visit, form.getOrDefault("token", ""));
    if (opened.isEmpty()) {
      return challenge(
          visit, tasks.first(visit, PassLevel.POW), home(visit), Optional.of("error.expired"));
    }
    ChallengeToken token = opened.get();
    if (!tokens.isTimely(token) || !uses.claim(token)) {
      return again(visit, token, "error.expired");
    }
    return token.provider().equals(ProofOfWork.NAME)
        ? verifyWork(visit, token, form.getOrDefault("solution", ""))
        : verifyCaptcha(visit, token, form);
  }

  /** A form on another site can't answer in a visitor's name; older browsers don't tell. */
  private static boolean isSameSite(Visit visit) {
    String site = visit.headerOrEmpty("Sec-Fetch-Site");
    return site.isEmpty() || site.equals("same-origin") || site.equals("none");
  }

  private Reply verifyWork(Visit visit, ChallengeToken token, String solution) {
    if (ProofOfWork.isSolved(token.nonceBytes(), token.puzzle(), solution)) {
      difficulty.noteSolved(visit);
      return letOn(visit, token, config.pass().lifetime());
    }
    uses.release(token);
    return again(visit, token, "pow.failed");
  }

  private Reply verifyCaptcha(Visit visit, ChallengeToken token, Map<String, String> form) {
    Optional<CaptchaProvider> provider = providers.find(token.provider());
    if (provider.isEmpty()) {
      return again(visit, token, "error.provider");
    }
    String response = form.getOrDefault(provider.get().kind().field(), "");
    Verification verification = providers.verify(provider.get(), visit, response);
    return switch (verification.outcome()) {
      case PASSED -> letOn(visit, token, config.pass().lifetime());
      case REFUSED -> {
        uses.release(token);
        yield again(visit, token, "error.captcha");
      }
      case MISCONFIGURED -> failed(visit, token, verification, Result.MISCONFIGURED);
      case UNAVAILABLE -> failed(visit, token, verification, Result.UNAVAILABLE);
    };
  }

  private Reply failed(
      Visit visit, ChallengeToken token, Verification verification, Result result) {
    listener.answered(token.provider(), result);
    Task task = verification.provocable() ? tasks.again(visit, token) : tasks.after(visit, token);
    return challenge(visit, task, token.returnPath(), Optional.of("error.provider"));
  }

  private Reply again(Visit visit, ChallengeToken token, String error) {
    listener.answered(token.provider(), Result.REFUSED);
    return challenge(visit, tasks.again(visit, token), token.returnPath(), Optional.of(error));
  }

  private Reply waited(Visit visit) {
    if (!attempts.admits(visit)) {
      return throttled(visit, AttemptLimit.WINDOW);
    }
    Optional<ChallengeToken> token = waits.open(visit, tokenText(visit));
    if (token.isEmpty()) {
      return redirect(home(visit));
    }
    return waits.isTimely(token.get()) && uses.claim(token.get())
        ? letOn(visit, token.get(), config.pass().noscriptLifetime())
        : redirect(token.get().returnPath());
  }

  private Reply letOn(Visit visit, ChallengeToken token, Duration lifetime) {
    listener.answered(token.provider(), Result.PASSED);
    Header cookie = passes.issue(visit, token.required(), token.provider(), lifetime);
    Reply reply =
        Wanted.of(visit) == Wanted.PROBLEM
            ? Walls.uncached(200)
                .with(
                    "application/json",
                    ProblemJson.object(out -> out.writeStringField("return", token.returnPath())))
            : redirect(token.returnPath());
    return reply.with(cookie.name(), cookie.value());
  }

  private static Reply redirect(String path) {
    return Walls.uncached(303).with("Location", path);
  }

  /** Ends connections to providers. */
  @Override
  public void close() {
    providers.close();
  }
}
