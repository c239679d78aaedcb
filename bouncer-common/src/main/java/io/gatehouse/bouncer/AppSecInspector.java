package io.gatehouse.bouncer;

import io.gatehouse.appsec.AppSecClient;
import io.gatehouse.appsec.AppSecConfig;
import io.gatehouse.appsec.AppSecRequest;
import io.gatehouse.appsec.AppSecVerdict;
import io.gatehouse.appsec.AppSecVerdict.Act;
import io.gatehouse.appsec.AppSecVerdict.Allow;
import io.gatehouse.appsec.AppSecVerdict.Failed;
import io.gatehouse.appsec.AppSecVerdict.Relay;
import io.gatehouse.decision.Remediation;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.TlsSetup;
import io.gatehouse.request.PassClaim;
import io.gatehouse.request.PassClaim.Place;
import io.gatehouse.request.RequestFacts;
import io.gatehouse.request.RequestFacts.Asker;
import io.gatehouse.request.Verdict;
import io.gatehouse.request.Verdict.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Asks AppSec about requests and turns what it says into verdicts. Thread-safe; blocks. */
final class AppSecInspector implements AutoCloseable {
  private static final Duration UNAVAILABLE_FOR = Duration.ofSeconds(10);
  private static final Duration THROTTLED_FOR = Duration.ofSeconds(5);

  private final AppSecClient client;
  private final AppSecConfig config;
  private final Remediation fallback;
  private final RequestMetrics metrics;

  private AppSecInspector(
      AppSecConfig config, AppSecClient client, Remediation fallback, RequestMetrics metrics) {
    this.config = config;
    this.client = client;
    this.fallback = fallback;
    this.metrics = metrics;
  }

  /**
   * Opens one where the settings name such a component.
   *
   * @throws LapiException if a certificate or key file can't be used
   */
  static Optional<AppSecInspector> open(BouncerSettings settings, RequestMetrics metrics)
      throws LapiException {
    if (settings.appSec().isEmpty()) {
      return Optional.empty();
    }
    AppSecConfig config = settings.appSec().get();
    Component component = settings.component();
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    TlsSetup.apply(settings.appSecTls(), HttpUrl.get(config.url()), http);
    AppSecClient client =
        AppSecClient.open(
            config, "crowdsec-" + component.name() + "-bouncer/v" + component.version(), http);
    return Optional.of(new AppSecInspector(config, client, settings.point().fallback(), metrics));
  }

  /** How much of a body to read. */
  int mostBodyBytes() {
    return client.mostBodyBytes();
  }

  /** Whether it is shown what is refused anyhow as well. */
  boolean wantsRefused() {
    return config.requests() == AppSecConfig.Requests.ALL;
  }

  /** What AppSec makes of a request; empty if it may pass. */
  Optional<Inspection> inspect(AppSecRequest request, RequestFacts facts) {
    long start = System.nanoTime();
    AppSecVerdict verdict = client.inspect(request);
    metrics.inspected(outcome(verdict), System.nanoTime() - start);
    if (verdict instanceof Act act) {
      return act(act.action(), act.status(), facts);
    }
    if (verdict instanceof Relay relay) {
      Verdict relayed = verdict(Answer.ASK, Remediation.APPSEC_CHALLENGE);
      return Optional.of(new Inspection(relayed, 0, Optional.of(RelayedReply.of(relay))));
    }
    return verdict instanceof Failed failed ? failed(failed, facts) : Optional.empty();
  }

  private Optional<Inspection> act(Remediation action, int status, RequestFacts facts) {
    Remediation known = action.severity().isPresent() ? action : fallback;
    if (known.equals(Remediation.BAN) || known.equals(Remediation.APPSEC_CHALLENGE)) {
      return refused(verdict(Answer.REFUSE, Remediation.BAN), status);
    }
    if (known.equals(Remediation.THROTTLE)) {
      return refused(verdict(Answer.SLOW_DOWN, known), 0);
    }
    return known.equals(Remediation.OBSERVE) ? Optional.empty() : ask(known, facts);
  }

  /** A visitor that has answered is not asked about each of its requests. */
  private Optional<Inspection> ask(Remediation question, RequestFacts facts) {
    if (facts.asker() == Asker.PREFLIGHT) {
      return Optional.empty();
    }
    PassClaim claim = facts.pass().apply(Instant.EPOCH);
    boolean answered =
        claim.isPresent()
            && claim.place() != Place.ELSEWHERE
            && rank(claim.worth()) >= rank(question);
    return answered ? Optional.empty() : refused(verdict(Answer.ASK, question), 0);
  }

  private static int rank(Remediation known) {
    return known.severity().orElse(0);
  }

  private Optional<Inspection> failed(Failed failed, RequestFacts facts) {
    if (failed.action().equals(Remediation.OBSERVE)) {
      return Optional.empty();
    }
    return failed.action().equals(Remediation.CAPTCHA)
        ? ask(Remediation.CAPTCHA, facts)
        : refused(verdict(Answer.UNAVAILABLE, Remediation.BAN), 0);
  }

  private static Optional<Inspection> refused(Verdict verdict, int status) {
    return Optional.of(new Inspection(verdict, status, Optional.empty()));
  }

  private static Verdict verdict(Answer answer, Remediation action) {
    return new Verdict(
        answer,
        action,
        Optional.empty(),
        PassClaim.NONE,
        false,
        answer == Answer.UNAVAILABLE ? UNAVAILABLE_FOR : THROTTLED_FOR,
        List.of("AppSec"));
  }

  /** Of a fixed set, since the words of its rules are the operator's own. */
  private static String outcome(AppSecVerdict verdict) {
    if (verdict instanceof Act act) {
      return act.action().severity().isPresent() ? act.action().word() : "other";
    }
    if (verdict instanceof Relay) {
      return "challenge";
    }
    return verdict instanceof Allow ? "allow" : "failed";
  }

  @Override
  public void close() {
    client.close();
  }
}
