package io.gatehouse.appsec;

import io.gatehouse.appsec.AppSecConfig.OnBodyTooLarge;
import io.gatehouse.appsec.AppSecVerdict.Act;
import io.gatehouse.appsec.AppSecVerdict.Allow;
import io.gatehouse.appsec.AppSecVerdict.Failed;
import io.gatehouse.decision.Remediation;
import io.gatehouse.remote.Breaker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks AppSec about one request at a time. A component that does not answer costs its time-out a
 * few times and then nothing, until it is tried again. Thread-safe; blocks.
 */
public final class AppSecClient implements AutoCloseable {
  /** Below which AppSec's bot detection serves its own scripts; always to be asked about. */
  public static final String RELAY_PATH = "/crowdsec-internal/challenge/";

  private static final Logger LOG = LoggerFactory.getLogger(AppSecClient.class);
  private static final int LONGEST_ANSWER = 2 * 1024 * 1024;
  private static final int FAILURES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final int REFUSED_KEY = 401;

  private final AppSecConfig config;
  private final String userAgent;
  private final OkHttpClient http;
  private final InstantSource time;
  private final Breaker breaker;
  private @Nullable Instant failingSince; // guarded by this

  private AppSecClient(
      AppSecConfig config, String userAgent, OkHttpClient.Builder http, InstantSource time) {
    this.config = config;
    this.userAgent = userAgent;
    this.time = time;
    this.breaker = new Breaker(time, FAILURES, PAUSE);
    this.http =
        http.followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(config.connectTimeout())
            .callTimeout(config.timeout())
            .build();
  }

  /**
   * Nothing is sent yet.
   *
   * @param userAgent {@code crowdsec-SERVICE-bouncer/vVERSION}
   * @param http with what the connection needs, such as certificates
   */
  public static AppSecClient open(
      AppSecConfig config, String userAgent, OkHttpClient.Builder http) {
    return new AppSecClient(config, userAgent, http, InstantSource.system());
  }

  /** A client on another clock, that needs nothing for its connection. */
  public static AppSecClient open(AppSecConfig config, String userAgent, InstantSource time) {
    return new AppSecClient(config, userAgent, new OkHttpClient.Builder(), time);
  }

  /** How much of a body to read: one byte more tells that there is more. */
  public int mostBodyBytes() {
    return config.maxBodyBytes() + 1;
  }

  /** What AppSec says about a request, or what is done where it says nothing. */
  public AppSecVerdict inspect(AppSecRequest request) {
    boolean tooLarge =
        !request.body().isComplete() || request.body().bytes().length > config.maxBodyBytes();
    if (tooLarge && config.onBodyTooLarge() == OnBodyTooLarge.ALLOW) {
      return new Allow();
    }
    if (tooLarge && config.onBodyTooLarge() == OnBodyTooLarge.DENY) {
      return new Act(Remediation.BAN, 403);
    }
    return breaker.tryAsk()
        ? ask(request, tooLarge)
        : new Failed(config.onFailure(), "not asked after failures");
  }

  private AppSecVerdict ask(AppSecRequest request, boolean tooLarge) {
    try (Response response = http.newCall(question(request, tooLarge)).execute()) {
      Optional<AppSecVerdict> verdict = AppSecAnswer.read(response.code(), bounded(response));
      if (verdict.isPresent()) {
        recovered();
        return verdict.get();
      }
      return failed(
          response.code() == REFUSED_KEY ? "it refused the API key" : "HTTP " + response.code());
    } catch (IOException e) {
      return failed(e.getClass().getSimpleName());
    }
  }

  private Request question(AppSecRequest request, boolean tooLarge) {
    byte[] body = body(request.body().bytes(), tooLarge);
    Request.Builder question =
        new Request.Builder()
            .url(config.url())
            .headers(AppSecHeaders.of(request, config.apiKey().reveal(), userAgent));
    // by convention: GET for what has no body, POST for what has one, whatever the request's method
    return body.length == 0
        ? question.get().build()
        : question.post(RequestBody.create(body)).build();
  }

  private byte[] body(byte[] bytes, boolean tooLarge) {
    if (!tooLarge) {
      return bytes;
    }
    return config.onBodyTooLarge() == OnBodyTooLarge.PARTIAL
        ? Arrays.copyOf(bytes, Math.min(bytes.length, config.maxBodyBytes()))
        : new byte[0];
  }

  private static byte[] bounded(Response response) throws IOException {
    byte[] body = response.body().byteStream().readNBytes(LONGEST_ANSWER + 1);
    if (body.length > LONGEST_ANSWER) {
      throw new IOException("the answer is longer than 2 MiB");
    }
    return body;
  }

  private synchronized AppSecVerdict failed(String reason) {
    breaker.failed();
    if (failingSince == null) {
      failingSince = time.instant();
      LOG.warn(
          "appsec: no verdict from {} ({}); until there is one: {}",
          config.url(),
          reason,
          config.onFailure());
    } else {
      LOG.debug("appsec: no verdict ({})", reason);
    }
    return new Failed(config.onFailure(), reason);
  }

  private synchronized void recovered() {
    breaker.worked();
    if (failingSince != null) {
      LOG.info(
          "appsec: answers again, {}s after the first failure",
          Duration.between(failingSince, time.instant()).toSeconds());
      failingSince = null;
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    http.dispatcher().cancelAll();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
