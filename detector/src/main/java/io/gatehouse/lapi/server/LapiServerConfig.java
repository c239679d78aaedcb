package io.gatehouse.lapi.server;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.storage.FlushRules;
import io.gatehouse.net.IpPrefix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about the server: {@code api.server.*} and {@code prometheus.*} of
 * CrowdSec's config.yaml. Immutable; {@link #DEFAULT} listens nowhere.
 *
 * @param listen {@code listen_uri}
 * @param listenSocket {@code listen_socket}: the same API over a Unix socket, keys and tokens
 *     needed
 * @param adminSocket the operator's Unix socket; whoever can open it may do everything
 * @param tls {@code tls.*}, for {@code listen} alone
 * @param trustedProxies {@code trusted_proxies}: peers whose X-Forwarded-For and X-Real-IP count;
 *     empty to look at no such header
 * @param trustedIps {@code trusted_ips}: who may delete alerts, besides this host
 * @param registration who may register as a machine
 * @param jwtSecret {@code CS_LAPI_SECRET}, at least 64 bytes; without it tokens end with the
 *     process
 * @param limits bounds on what a client may take
 * @param prometheus the listener for metrics
 * @param flush {@code db_config.flush}: what is deleted when it is old
 */
public record LapiServerConfig(
    Optional<ListenAddress> listen,
    Optional<Path> listenSocket,
    Optional<Path> adminSocket,
    Optional<ServerTls> tls,
    List<IpPrefix> trustedProxies,
    List<IpPrefix> trustedIps,
    Registration registration,
    Optional<Secret> jwtSecret,
    Limits limits,
    Prometheus prometheus,
    FlushRules flush) {

  /** Least length of {@code jwtSecret}, as upstream asks. */
  public static final int MIN_JWT_SECRET_BYTES = 64;

  /** No listener, no TLS, nobody trusted but this host, anybody may ask to register, no metrics. */
  public static final LapiServerConfig DEFAULT =
      new LapiServerConfig(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Registration.DEFAULT,
          Optional.empty(),
          Limits.DEFAULT,
          Prometheus.OFF,
          FlushRules.DEFAULT);

  /**
   * Checks what can be checked without the host.
   *
   * @throws IllegalArgumentException if the secret is too short
   */
  public LapiServerConfig {
    trustedProxies = List.copyOf(trustedProxies);
    trustedIps = List.copyOf(trustedIps);
    if (jwtSecret.isPresent() && tooShort(jwtSecret.get())) {
      throw new IllegalArgumentException(
          "lapi: CS_LAPI_SECRET is shorter than "
              + MIN_JWT_SECRET_BYTES
              + " bytes; make one with `openssl rand -hex 32`");
    }
  }

  private static boolean tooShort(Secret secret) {
    byte[] bytes = secret.reveal().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return bytes.length < MIN_JWT_SECRET_BYTES;
  }

  /**
   * A TCP listener.
   *
   * @param host a name or address of this host; empty for all addresses
   * @param port 0 for any free one
   */
  public record ListenAddress(String host, int port) {

    /** Reads {@code host:port}, {@code :port} or {@code [v6]:port}. */
    public static ListenAddress of(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
        throw new IllegalArgumentException("write host:port, such as 127.0.0.1:8080");
      }
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port > 65535) {
        throw new IllegalArgumentException("a port is at most 65535");
      }
      String host = text.substring(0, colon);
      boolean bracketed = host.startsWith("[") && host.endsWith("]");
      return new ListenAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
    }
  }

  /**
   * Certificates.
   *
   * @param certificate {@code cert_file}: the server's chain, PEM
   * @param key {@code key_file}, PEM, not encrypted
   * @param authorities {@code ca_cert_path}: who may sign clients' certificates
   * @param clientCertificates {@code client_verification}
   * @param agentsAllowedOu {@code agents_allowed_ou}: OU of machines' certificates
   * @param bouncersAllowedOu {@code bouncers_allowed_ou}: OU of bouncers' certificates
   * @param revocations {@code crl_path}, PEM, several lists; read anew when it changes
   */
  public record ServerTls(
      Path certificate,
      Path key,
      Optional<Path> authorities,
      ClientCertificates clientCertificates,
      List<String> agentsAllowedOu,
      List<String> bouncersAllowedOu,
      Optional<Path> revocations) {

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if an OU is empty
     */
    public ServerTls {
      agentsAllowedOu = List.copyOf(agentsAllowedOu);
      bouncersAllowedOu = List.copyOf(bouncersAllowedOu);
      if (agentsAllowedOu.contains("") || bouncersAllowedOu.contains("")) {
        throw new IllegalArgumentException(
            "lapi: allowed_ou configuration contains invalid empty string");
      }
    }

    /** A server's certificate alone; no client needs one. */
    public static ServerTls of(Path certificate, Path key) {
      return new ServerTls(
          certificate,
          key,
          Optional.empty(),
          ClientCertificates.VERIFY_IF_GIVEN,
          List.of(),
          List.of(),
          Optional.empty());
    }
  }

  /** Upstream's words, without those that take unverified certificates for an identity. */
  public enum ClientCertificates {
    /** {@code NoClientCert}. */
    NONE,
    /** {@code VerifyClientCertIfGiven}. */
    VERIFY_IF_GIVEN,
    /** {@code RequireAndVerifyClientCert}. */
    REQUIRE
  }

  /**
   * Who may register as a machine over HTTP.
   *
   * @param localOnly {@code disable_remote_lapi_registration}
   * @param automatic {@code auto_registration}: who is validated at once
   */
  public record Registration(boolean localOnly, Optional<AutoRegistration> automatic) {
    /** Anybody may ask; an operator validates. */
    public static final Registration DEFAULT = new Registration(false, Optional.empty());
  }

  /**
   * {@code auto_registration}.
   *
   * @param token at least 32 characters
   * @param allowedRanges where from
   */
  public record AutoRegistration(Secret token, List<IpPrefix> allowedRanges) {
    /** Copies the list and checks the token's length. */
    public AutoRegistration {
      allowedRanges = List.copyOf(allowedRanges);
      if (token.reveal().length() < 32) {
        throw new IllegalArgumentException(
            "lapi: auto_registration.token is shorter than 32 characters; make a longer one");
      }
    }
  }

  /**
   * Bounds on what clients may take.
   *
   * @param loginBodyBytes of a body on the routes that need no proof, after gunzip
   * @param bodyBytes of a body on every other route, after gunzip
   * @param bodiesInFlightBytes of all bodies that are being received or worked on
   * @param connections at one time; more are closed at once
   * @param idle how long a connection may say nothing, and a reader may take nothing
   * @param leastBytesPerSecond a body or an answer slower than this is cut off
   */
  public record Limits(
      int loginBodyBytes,
      int bodyBytes,
      long bodiesInFlightBytes,
      int connections,
      Duration idle,
      int leastBytesPerSecond) {

    /** Upstream's body limits; the others are ours. */
    public static final Limits DEFAULT =
        new Limits(2 << 20, 50 << 20, 256L << 20, 20_000, Duration.ofSeconds(30), 256);
  }

  /**
   * {@code prometheus.*}.
   *
   * @param level which series there are
   * @param listen where {@code /metrics} is; empty for nowhere
   */
  public record Prometheus(Level level, Optional<ListenAddress> listen) {
    /** No metrics. */
    public static final Prometheus OFF = new Prometheus(Level.NONE, Optional.empty());
  }

  /** How many series there are. */
  public enum Level {
    NONE,
    /** Without series of single machines, bouncers and decisions. */
    AGGREGATED,
    FULL
  }

  /** The same, listening there. */
  public LapiServerConfig listeningOn(ListenAddress address) {
    return toBuilder().listen(address).build();
  }

  /** A builder that begins with these values. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Changes some values of a configuration. */
  public static final class Builder {
    private Optional<ListenAddress> listen;
    private Optional<Path> listenSocket;
    private Optional<Path> adminSocket;
    private Optional<ServerTls> tls;
    private List<IpPrefix> trustedProxies;
    private List<IpPrefix> trustedIps;
    private Registration registration;
    private Optional<Secret> jwtSecret;
    private Limits limits;
    private Prometheus prometheus;
    private FlushRules flush;

    private Builder(LapiServerConfig from) {
      listen = from.listen;
      listenSocket = from.listenSocket;
      adminSocket = from.adminSocket;
      tls = from.tls;
      trustedProxies = from.trustedProxies;
      trustedIps = from.trustedIps;
      registration = from.registration;
      jwtSecret = from.jwtSecret;
      limits = from.limits;
      prometheus = from.prometheus;
      flush = from.flush;
    }

    public Builder listen(ListenAddress address) {
      listen = Optional.of(address);
      return this;
    }

    public Builder listenSocket(Path path) {
      listenSocket = Optional.of(path);
      return this;
    }

    public Builder adminSocket(Path path) {
      adminSocket = Optional.of(path);
      return this;
    }

    public Builder tls(ServerTls certificates) {
      tls = Optional.of(certificates);
      return this;
    }

    public Builder trustedProxies(List<IpPrefix> proxies) {
      trustedProxies = proxies;
      return this;
    }

    public Builder trustedIps(List<IpPrefix> addresses) {
      trustedIps = addresses;
      return this;
    }

    public Builder registration(Registration rule) {
      registration = rule;
      return this;
    }

    public Builder jwtSecret(Secret secret) {
      jwtSecret = Optional.of(secret);
      return this;
    }

    public Builder limits(Limits bounds) {
      limits = bounds;
      return this;
    }

    public Builder prometheus(Prometheus listener) {
      prometheus = listener;
      return this;
    }

    public Builder flush(FlushRules rules) {
      flush = rules;
      return this;
    }

    /** Puts the values together. */
    public LapiServerConfig build() {
      return new LapiServerConfig(
          listen,
          listenSocket,
          adminSocket,
          tls,
          trustedProxies,
          trustedIps,
          registration,
          jwtSecret,
          limits,
          prometheus,
          flush);
    }
  }
}
