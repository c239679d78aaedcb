package io.gatehouse.lapi;

import io.gatehouse.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach a LAPI and what to ask of it. The keys are those of upstream's bouncers
 * (repo:go-cs-bouncer).
 *
 * @param apiUrl http(s) address, or the absolute path of a Unix socket
 * @param apiKey may be empty where a client certificate is used instead
 * @param tls files and checks of an https connection
 * @param filter which decisions are asked for
 * @param updateFrequency time from the start of one delta pull to the start of the next
 * @param resyncInterval about how often everything is pulled anew, so that a lost change heals
 * @param userAgent {@code gatehouse-MODULE/vVERSION}
 * @param connectTimeout for the connection to be made
 * @param idleTimeout between two pieces of an answer; there is no limit on the whole
 * @param limits of one answer
 */
public record LapiConfig(
    String apiUrl,
    Secret apiKey,
    Tls tls,
    Filter filter,
    Duration updateFrequency,
    Duration resyncInterval,
    String userAgent,
    Duration connectTimeout,
    Duration idleTimeout,
    AnswerLimits limits) {

  /** Whether the server's certificate is looked at. */
  public enum Verification {
    /** It must be for this host and from a known authority. */
    FULL,
    /** Anything is taken: {@code insecure_skip_verify}. */
    NONE
  }

  /**
   * Files are PEM and are read when the client is opened.
   *
   * @param certificate the client's, with its chain
   * @param key its private key: PKCS#8, or the older RSA and EC forms; not encrypted
   * @param authorities trusted besides those of the system
   * @param verification of the server
   */
  public record Tls(
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<Path> authorities,
      Verification verification) {
    /** No client certificate, the system's authorities. */
    public static final Tls DEFAULT =
        new Tls(Optional.empty(), Optional.empty(), Optional.empty(), Verification.FULL);

    public Tls {
      if (certificate.isPresent() != key.isPresent()) {
        throw new IllegalArgumentException(
            "lapi: 'cert_path' and 'key_path' go together; give both or neither");
      }
    }
  }

  /**
   * Asked of the LAPI; an empty list asks for everything, but no {@code scopes} are LAPI's default,
   * which is addresses and ranges.
   *
   * @param scopes Ip, Range, Country, AS or any other word
   * @param origins exact words
   * @param scenariosContaining any of these, in any case of letters
   * @param scenariosNotContaining none of these, in any case of letters
   */
  public record Filter(
      List<String> scopes,
      List<String> origins,
      List<String> scenariosContaining,
      List<String> scenariosNotContaining) {
    /** LAPI's default. */
    public static final Filter NONE = new Filter(List.of(), List.of(), List.of(), List.of());

    public Filter {
      scopes = List.copyOf(scopes);
      origins = List.copyOf(origins);
      scenariosContaining = List.copyOf(scenariosContaining);
      scenariosNotContaining = List.copyOf(scenariosNotContaining);
    }
  }

  /**
   * Checks what can be checked without a file or the network.
   *
   * @throws IllegalArgumentException with a line for the operator, which never shows the key
   */
  public LapiConfig {
    Endpoint.of(apiUrl);
    if (!apiKey.reveal().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "lapi: 'api_key' holds white space or a character outside ASCII; copy the key alone");
    }
    requirePositive("update_frequency", updateFrequency);
    requirePositive("resync_interval", resyncInterval);
    requirePositive("connect timeout", connectTimeout);
    requirePositive("idle timeout", idleTimeout);
  }

  private static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "lapi: '" + key + "' is " + value.toMillis() + "ms; it must be positive, such as 10s");
    }
  }

  /** Starts from the defaults: 10 s between pulls, 5 s to connect, 30 s idle. */
  public static Builder at(String apiUrl) {
    return new Builder(apiUrl);
  }

  /** The address as it may be logged: without user name and password. */
  public String displayUrl() {
    return Endpoint.of(apiUrl).display();
  }

  /** Without user name, password and key. */
  @Override
  public String toString() {
    return "LapiConfig[" + displayUrl() + ", " + filter + ", " + updateFrequency + "]";
  }

  /** Collects a {@link LapiConfig}. Not thread-safe. */
  public static final class Builder {
    private final String apiUrl;
    private Secret apiKey = Secret.of("");
    private Tls tls = Tls.DEFAULT;
    private Filter filter = Filter.NONE;
    private Duration updateFrequency = Duration.ofSeconds(10);
    private Duration resyncInterval = Duration.ofHours(1);
    private String userAgent = "gatehouse/v0";
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration idleTimeout = Duration.ofSeconds(30);
    private AnswerLimits limits = AnswerLimits.DEFAULT;

    private Builder(String apiUrl) {
      this.apiUrl = apiUrl;
    }

    /** Sent as {@code X-Api-Key}. */
    public Builder apiKey(Secret key) {
      apiKey = key;
      return this;
    }

    /** Files and checks of https. */
    public Builder tls(Tls settings) {
      tls = settings;
      return this;
    }

    /** Which decisions are asked for. */
    public Builder filter(Filter wanted) {
      filter = wanted;
      return this;
    }

    /** Time between pulls. */
    public Builder updateFrequency(Duration frequency) {
      updateFrequency = frequency;
      return this;
    }

    /** Time between full pulls. */
    public Builder resyncInterval(Duration interval) {
      resyncInterval = interval;
      return this;
    }

    /** What {@code cscli bouncers list} shows as type and version. */
    public Builder module(String name, String version) {
      userAgent = "gatehouse-" + name + "/v" + version;
      return this;
    }

    /** For the connection to be made. */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = timeout;
      return this;
    }

    /** Between two pieces of an answer. */
    public Builder idleTimeout(Duration timeout) {
      idleTimeout = timeout;
      return this;
    }

    /** Beyond which an answer is refused whole. */
    public Builder limits(AnswerLimits ofOneAnswer) {
      limits = ofOneAnswer;
      return this;
    }

    /**
     * Checks and builds.
     *
     * @throws IllegalArgumentException see {@link LapiConfig}
     */
    public LapiConfig build() {
      return new LapiConfig(
          apiUrl,
          apiKey,
          tls,
          filter,
          updateFrequency,
          resyncInterval,
          userAgent,
          connectTimeout,
          idleTimeout,
          limits);
    }
  }
}
