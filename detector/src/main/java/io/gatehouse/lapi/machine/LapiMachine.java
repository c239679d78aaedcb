package io.gatehouse.lapi.machine;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertException;
import io.gatehouse.alert.AlertLimits;
import io.gatehouse.alert.AlertReader;
import io.gatehouse.alert.AlertWriter;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.Backoff;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.LapiException.Kind;
import io.gatehouse.lapi.LapiHttp;
import io.gatehouse.lapi.LapiHttp.Reading;
import io.gatehouse.lapi.MalformedAnswerException;
import io.gatehouse.lapi.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One machine of one LAPI. It logs in when it must, a minute before its token ends, and once more
 * when the token is refused; what a LAPI has no room for now (429, 503, 504) it sends again a few
 * times, waiting longer each time. Thread-safe; each call blocks its thread, and {@link #close}
 * ends them all.
 */
public final class LapiMachine implements AutoCloseable {
  /** A LAPI answers a large import only once it is stored; 1.4.6 takes 43 s for 100,000. */
  private static final Duration IDLE = Duration.ofMinutes(3);

  private static final int MAX_RETRIES = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final LapiHttp http;
  private final @Nullable Login login;
  private final InstantSource time;
  private final Waiting waiting;
  private final RandomGenerator random;
  private final MachineBody.Forms forms = new MachineBody.Forms();

  /** Whether a LAPI lets a new machine in at once. */
  public enum Registered {
    /** An operator has to validate it first. */
    PENDING,
    /** It may log in. */
    VALIDATED
  }

  /** Writes a request for one token. */
  private interface Asking {
    Request.Builder request();
  }

  private LapiMachine(
      LapiHttp http,
      Optional<MachineCredentials> credentials,
      InstantSource time,
      Waiting waiting,
      RandomGenerator random) {
    this.http = http;
    this.login = credentials.map(known -> new Login(http, known, time)).orElse(null);
    this.time = time;
    this.waiting = waiting;
    this.random = random;
  }

  /**
   * A machine with credentials; nothing is sent yet.
   *
   * @param module whose user agent is {@code gatehouse-MODULE/vVERSION}; no slash in either, or no
   *     LAPI lets the machine in
   * @throws LapiException if a certificate or key file can't be used
   */
  public static LapiMachine open(
      MachineCredentials credentials, String module, String version, InstantSource time)
      throws LapiException {
    return open(
        credentials, module, version, time, Waiting.inRealTime(), RandomGenerator.getDefault());
  }

  static LapiMachine open(
      MachineCredentials credentials,
      String module,
      String version,
      InstantSource time,
      Waiting waiting,
      RandomGenerator random)
      throws LapiException {
    LapiHttp http =
        LapiHttp.ofMachine(
            config(credentials.url(), module, version).tls(credentials.tls()).build(),
            credentials.login(),
            credentials.password());
    return new LapiMachine(http, Optional.of(credentials), time, waiting, random);
  }

  /**
   * The operator of this host, at a server's admin socket, which asks for no login.
   *
   * @throws LapiException never; nothing is sent yet
   */
  public static LapiMachine atAdminSocket(
      Path socket, String module, String version, InstantSource time) throws LapiException {
    LapiConfig config = config(socket.toAbsolutePath().toString(), module, version).build();
    LapiHttp http = LapiHttp.ofMachine(config, "localhost", Secret.of(""));
    return new LapiMachine(
        http, Optional.empty(), time, Waiting.inRealTime(), RandomGenerator.getDefault());
  }

  private static LapiConfig.Builder config(String url, String module, String version) {
    return LapiConfig.at(url).module(module, version).idleTimeout(IDLE);
  }

  /** Where it is, as it may be logged. */
  public String display() {
    return http.display();
  }

  /**
   * Asks a LAPI to take on the machine of these credentials.
   *
   * @param token of automatic registration; may be empty
   * @throws LapiException if it refuses; of kind {@code DENIED} also where the name is taken
   */
  public Registered register(Secret token) throws LapiException {
    MachineCredentials mine = required().credentials();
    byte[] body = MachineJson.registration(mine, token.reveal());
    Request.Builder request = http.request(http.at("v1/watchers")).post(MachineBody.plain(body));
    return http.exchange(
        request,
        response ->
            switch (response.code()) {
              case 201 -> Registered.PENDING;
              case 202 -> Registered.VALIDATED;
              default -> throw http.refusal(response);
            });
  }

  /**
   * Logs in now, whether or not there is a token.
   *
   * @param scenarios those that the machine runs, for the operator's lists; empty to leave them
   * @throws LapiException of kind {@code DENIED} if the LAPI refuses
   */
  public void logIn(List<String> scenarios) throws LapiException {
    required().logIn(scenarios);
  }

  private Login required() {
    if (login == null) {
      throw new IllegalStateException("nobody logs in at the admin socket");
    }
    return login;
  }

  /**
   * Sends alerts.
   *
   * @return their numbers; fewer than alerts where the LAPI left some out
   * @throws LapiException if it could not be reached, or stored none of them
   */
  public List<Long> push(List<Alert> alerts) throws LapiException {
    byte[] json = posted(alerts);
    return forms.send(
        json,
        body ->
            ask(
                () -> body.putOn(http.request(http.at("v1/alerts"))),
                response -> {
                  body.throwIfUnread(response);
                  requireSuccess(response);
                  return http.body(response, MachineJson::ids);
                }));
  }

  private static byte[] posted(List<Alert> alerts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      AlertWriter.writePosted(bytes, alerts);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Asks for alerts, newest first.
   *
   * @param query as {@code GET /v1/alerts} takes it; without {@code limit} there are at most 100
   * @throws LapiException if it could not be reached or refuses
   */
  public List<Alert> alerts(Map<String, String> query) throws LapiException {
    return get(
        at("v1/alerts", query),
        response -> {
          requireSuccess(response);
          return http.body(
              response,
              in -> read(() -> AlertReader.answered(in, time.instant(), AlertLimits.ANSWER)));
        });
  }

  /**
   * Asks for one alert; empty if there is none of this number.
   *
   * @throws LapiException if it could not be reached or refuses
   */
  public Optional<Alert> alert(long id) throws LapiException {
    return get(
        http.at("v1/alerts/" + id),
        response -> {
          if (response.code() == 404) {
            return Optional.empty();
          }
          requireSuccess(response);
          return Optional.of(http.body(response, this::readOne));
        });
  }

  private Alert readOne(InputStream in) throws IOException {
    return read(() -> AlertReader.answeredOne(in, time.instant(), AlertLimits.ANSWER));
  }

  /** Reads alerts. */
  private interface Parsing<T> {
    T parse() throws IOException, AlertException;
  }

  private static <T> T read(Parsing<T> parsing) throws IOException {
    try {
      return parsing.parse();
    } catch (AlertException e) {
      throw new MalformedAnswerException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Deletes alerts and ends their decisions. The LAPI asks for a trusted address besides.
   *
   * @param query as {@link #alerts}
   * @return how many
   * @throws LapiException if it could not be reached or refuses
   */
  public int deleteAlerts(Map<String, String> query) throws LapiException {
    return delete(at("v1/alerts", query));
  }

  /**
   * Deletes one alert.
   *
   * @return 1, or 0 if there is none of this number; a CrowdSec LAPI refuses then
   * @throws LapiException if it could not be reached or refuses
   */
  public int deleteAlert(long id) throws LapiException {
    return delete(http.at("v1/alerts/" + id));
  }

  /**
   * Ends decisions.
   *
   * @param query as {@code DELETE /v1/decisions} takes it; empty for all of them
   * @return how many
   * @throws LapiException if it could not be reached or refuses
   */
  public int deleteDecisions(Map<String, String> query) throws LapiException {
    return delete(at("v1/decisions", query));
  }

  /**
   * Ends one decision.
   *
   * @return 1, or 0 if there is none of this number; a CrowdSec LAPI refuses then
   * @throws LapiException if it could not be reached or refuses
   */
  public int deleteDecision(long id) throws LapiException {
    return delete(http.at("v1/decisions/" + id));
  }

  private int delete(HttpUrl.Builder url) throws LapiException {
    return ask(
        () -> http.request(url).delete(),
        response -> {
          if (response.code() == 404) {
            return 0;
          }
          requireSuccess(response);
          return http.body(response, MachineJson::deleted);
        });
  }

  /**
   * Says that this machine lives; to be called each minute.
   *
   * @throws LapiException if it could not be reached or refuses
   */
  public void heartbeat() throws LapiException {
    get(
        http.at("v1/heartbeat"),
        response -> {
          requireSuccess(response);
          return response.code();
        });
  }

  private HttpUrl.Builder at(String path, Map<String, String> query) {
    HttpUrl.Builder url = http.at(path);
    query.forEach(url::addQueryParameter);
    return url;
  }

  private void requireSuccess(Response response) throws LapiException {
    if (!response.isSuccessful()) {
      throw http.refusal(response);
    }
  }

  private <T> T get(HttpUrl.Builder url, Reading<T> reading) throws LapiException {
    return ask(() -> http.request(url), reading);
  }

  private <T> T ask(Asking asking, Reading<T> reading) throws LapiException {
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
    while (true) {
      try {
        return login == null ? http.exchange(asking.request(), reading) : asMember(asking, reading);
      } catch (LapiException e) {
        if (!isCrowded(e) || backoff.failures() >= MAX_RETRIES) {
          throw e;
        }
        await(backoff.afterFailure());
      }
    }
  }

  /** A token may be refused although it has not ended: the server may have a new secret. */
  private <T> T asMember(Asking asking, Reading<T> reading) throws LapiException {
    Login member = required();
    Token token = member.token();
    try {
      return http.exchange(member.sign(asking.request(), token), reading);
    } catch (LapiException e) {
      if (e.kind() != Kind.DENIED) {
        throw e;
      }
      Token fresh = member.tokenAfter(token);
      return http.exchange(member.sign(asking.request(), fresh), reading);
    }
  }

  private static boolean isCrowded(LapiException e) {
    int status = e.status().orElse(0);
    return status == 429 || status == 503 || status == 504;
  }

  private void await(Duration pause) throws LapiException {
    try {
      waiting.await(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw http.closing();
    }
  }

  /** Ends what is under way; a call that comes later fails. The LAPI is told nothing. */
  @Override
  public void close() {
    http.close();
    waiting.wake();
  }
}
