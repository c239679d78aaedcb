package io.gatehouse.lapi;

import io.gatehouse.decision.Decision;
import io.gatehouse.decision.DecisionSink;
import io.gatehouse.decision.DecisionSink.Outcome;
import io.gatehouse.decision.DecisionSink.Pull;
import io.gatehouse.decision.Target;
import io.gatehouse.lapi.LapiConfig.Filter;
import io.gatehouse.lapi.UsageMetrics.Reception;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one LAPI over HTTP(S) or a Unix socket. Answers are read as they arrive and never held.
 * Thread-safe; each call blocks its thread, and {@link #close} ends them all from any other.
 *
 * <p>Nothing here retries or waits: that is {@link DecisionStream}'s. A redirect is an error, so
 * that the key never goes to another host.
 */
public final class LapiClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LapiClient.class);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String STREAM = "v1/decisions/stream";

  /** A live answer is held in memory; a much-banned address has some dozens of decisions. */
  private static final AnswerLimits LIVE_LIMITS = new AnswerLimits(16 << 20, 50_000);

  private final LapiConfig config;
  private final LapiHttp http;
  private final InstantSource time;

  /** Reads a body to its end. */
  private interface Body {
    void read(InputStream in) throws IOException;
  }

  private LapiClient(LapiConfig config, LapiHttp http, InstantSource time) {
    this.config = config;
    this.http = http;
    this.time = time;
  }

  /**
   * Makes a client; nothing is sent yet.
   *
   * @throws LapiException if a certificate or key file can't be used
   */
  public static LapiClient open(LapiConfig config, InstantSource time) throws LapiException {
    return new LapiClient(config, LapiHttp.ofBouncer(config), time);
  }

  /** The settings it was made with. */
  public LapiConfig config() {
    return config;
  }

  /**
   * Pulls decisions into the sink: everything, or what has changed since this bouncer's last pull.
   * Deduplication is off, because with it one tombstone stands for two decisions and the other
   * would ban on. Ends in the sink's commit, or in its abort and an exception; if the answer never
   * began, the sink hears nothing.
   *
   * @return what was read
   * @throws LapiException if the LAPI can't be reached, refuses, or answers something else
   */
  public PullSummary pull(Pull pull, DecisionSink sink) throws LapiException {
    HttpUrl.Builder url = http.at(STREAM).addQueryParameter("dedup", "false");
    if (pull == Pull.FULL) {
      url.addQueryParameter("startup", "true");
    }
    addList(url, "scopes", config.filter().scopes());
    addFilter(url);
    return http.exchange(
        request(url),
        response -> {
          requireOk(response);
          PullSummary summary = read(pull, response, sink);
          warnOfSkipped(summary);
          return LapiHttp.wasRepeated(response) && pull == Pull.DELTA
              ? summary.withDoubt()
              : summary;
        });
  }

  private PullSummary read(Pull pull, Response response, DecisionSink sink) throws LapiException {
    RowTally tally = new RowTally(config.limits(), time.instant(), sink);
    StreamReader reader = new StreamReader(config.limits(), tally);
    sink.begin(pull);
    try {
      readBody(response, reader::readStream);
    } catch (LapiException | RuntimeException e) {
      sink.abort();
      throw e;
    }
    Outcome outcome = sink.commit();
    PullSummary summary = tally.summary(pull);
    return outcome == Outcome.DOUBTED ? summary.withDoubt() : summary;
  }

  private void readBody(Response response, Body body) throws LapiException {
    http.body(
        response,
        in -> {
          body.read(in);
          return response;
        });
  }

  private void warnOfSkipped(PullSummary summary) {
    if (!summary.skipped().isEmpty()) {
      LOG.warn(
          "{} of {} rows from {} were no decisions and were left out: {}",
          summary.skipped().count(),
          summary.skipped().count() + summary.added() + summary.deleted(),
          http.display(),
          config.apiKey().maskIn(summary.skipped().reasons()));
    }
  }

  /**
   * The decisions that cover one address, country or autonomous system now ("live mode"). On a LAPI
   * up to 1.7.8 this moves the cursor of a stream that uses the same key from the same host: give
   * each a key of its own.
   *
   * @return in the LAPI's order; empty if there is none
   * @throws LapiException see {@link #pull}
   */
  public List<Decision> decisionsFor(Target target) throws LapiException {
    HttpUrl.Builder url = http.at("v1/decisions");
    if (target instanceof Target.Prefix covered) {
      String name = covered.prefix().isHost() ? "ip" : "range";
      url.addQueryParameter(name, covered.value());
    } else {
      url.addQueryParameter("scopes", target.scope().word());
      url.addQueryParameter("value", target.value());
    }
    addFilter(url);
    return http.exchange(
        request(url),
        response -> {
          requireOk(response);
          DecisionList decisions = new DecisionList();
          RowTally tally = new RowTally(LIVE_LIMITS, time.instant(), decisions);
          readBody(response, new StreamReader(LIVE_LIMITS, tally)::readList);
          warnOfSkipped(tally.summary(Pull.FULL));
          return decisions.decisions();
        });
  }

  /**
   * Asks whether the key or certificate is accepted, without moving any cursor.
   *
   * @throws LapiException of kind {@code DENIED} if it is not
   */
  public void checkKey() throws LapiException {
    http.exchange(
        request(http.at(STREAM)).head(),
        response -> {
          requireOk(response);
          return response.code();
        });
  }

  /**
   * Tells the LAPI what this bouncer did.
   *
   * @return whether it takes such reports at all
   * @throws LapiException see {@link #pull}
   */
  public Reception postUsageMetrics(UsageMetrics usage) throws LapiException {
    RequestBody body = RequestBody.create(UsageMetricsWriter.write(usage), JSON);
    return http.exchange(
        request(http.at("v1/usage-metrics")).post(body),
        response -> {
          if (response.code() == 404) {
            return Reception.UNSUPPORTED;
          }
          if (!response.isSuccessful()) {
            throw http.refusal(response);
          }
          return Reception.ACCEPTED;
        });
  }

  private void addFilter(HttpUrl.Builder url) {
    Filter filter = config.filter();
    addList(url, "origins", filter.origins());
    addList(url, "scenarios_containing", filter.scenariosContaining());
    addList(url, "scenarios_not_containing", filter.scenariosNotContaining());
  }

  private static void addList(HttpUrl.Builder url, String name, List<String> words) {
    if (!words.isEmpty()) {
      url.addQueryParameter(name, String.join(",", words));
    }
  }

  private Request.Builder request(HttpUrl.Builder url) {
    Request.Builder request = http.request(url);
    if (!config.apiKey().isEmpty()) {
      request.header("X-Api-Key", config.apiKey().reveal());
    }
    return request;
  }

  private void requireOk(Response response) throws LapiException {
    if (response.code() != 200) {
      throw http.refusal(response);
    }
  }

  /** Ends what is under way; a call that comes later fails. */
  @Override
  public void close() {
    http.close();
  }
}
