package io.gatehouse.lapi.server;

import io.gatehouse.lapi.server.Caller.Bouncer;
import io.gatehouse.lapi.server.Caller.Identity;
import io.gatehouse.lapi.server.Caller.Machine;
import io.gatehouse.lapi.storage.AuthType;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.StoredMachine;
import io.gatehouse.net.IpAddress;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Finds out who asks, as upstream's middlewares do. Whom it knows it lets in from memory; only a
 * bouncer's first request from an address, or with a new program, needs the database.
 */
final class Authenticator {
  static final String KEY_HEADER = "X-Api-Key";

  private static final String OPERATOR_MACHINE = "localhost";
  private static final String BEARER = "Bearer ";
  private static final String COOKIE = "jwt=";

  private final ClientAddresses addresses;
  private final BouncerRegistry bouncers;
  private final MachineRegistry machines;
  private final Tokens tokens;
  private final Certificates certificates;
  private final GuessThrottle throttle;

  Authenticator(
      ClientAddresses addresses,
      BouncerRegistry bouncers,
      MachineRegistry machines,
      Tokens tokens,
      Certificates certificates,
      GuessThrottle throttle) {
    this.addresses = addresses;
    this.bouncers = bouncers;
    this.machines = machines;
    this.tokens = tokens;
    this.certificates = certificates;
    this.throttle = throttle;
  }

  /** What the caller proves who it is with. */
  private enum Proof {
    NONE,
    TOKEN,
    KEY
  }

  /** The client's address. */
  IpAddress address(Request request) {
    HttpFields headers = request.getHeaders();
    return addresses.client(
        request.getConnectionMetaData().getRemoteSocketAddress(),
        headers.contains(HttpHeader.X_FORWARDED_FOR)
            ? String.join(",", headers.getValuesList(HttpHeader.X_FORWARDED_FOR))
            : null,
        headers.get("X-Real-IP"));
  }

  /**
   * Lets somebody in from memory.
   *
   * @return empty if the database has to be asked: {@link #authenticateWithDatabase}
   * @throws RefusedException if it is nobody who may ask this route
   */
  Optional<Caller> authenticate(Request request, Route route, ListenerKind listener)
      throws RefusedException {
    IpAddress address = address(request);
    if (listener == ListenerKind.ADMIN && route.access() != Route.Access.BOUNCER) {
      return Optional.of(new Caller(address, true, true, new Machine(OPERATOR_MACHINE)));
    }
    return switch (proof(request, route)) {
      case NONE -> Optional.of(caller(address, new Caller.Anyone()));
      case TOKEN -> Optional.of(machine(request, route, address));
      case KEY -> bouncer(request, address);
    };
  }

  private static Proof proof(Request request, Route route) {
    return switch (route.access()) {
      case OPEN, OPERATOR -> Proof.NONE; // an operator's route exists behind its own listener only
      case MACHINE, TRUSTED_MACHINE -> Proof.TOKEN;
      case BOUNCER -> Proof.KEY;
      case MACHINE_OR_BOUNCER -> eitherProof(request.getHeaders());
    };
  }

  private static Proof eitherProof(HttpFields headers) {
    if (headers.contains(KEY_HEADER)) {
      return Proof.KEY;
    }
    String agent = String.valueOf(headers.get(HttpHeader.USER_AGENT));
    boolean machine = headers.contains(HttpHeader.AUTHORIZATION) || agent.startsWith("crowdsec/");
    return machine ? Proof.TOKEN : Proof.KEY;
  }

  private Caller caller(IpAddress address, Identity identity) {
    return new Caller(
        address, addresses.isTrusted(address), ClientAddresses.isLocal(address), identity);
  }

  private Caller machine(Request request, Route route, IpAddress address) throws RefusedException {
    String id = tokens.machine(token(request));
    if (machines.find(id).filter(StoredMachine::validated).isEmpty()) {
      throw RefusedException.ofToken(401, "machine " + id + " is not known or not validated");
    }
    Caller caller = caller(address, new Machine(id));
    if (route.access() == Route.Access.TRUSTED_MACHINE && !caller.trusted()) {
      throw RefusedException.of(403, "access forbidden from this IP (" + address + ")");
    }
    return caller;
  }

  private static String token(Request request) throws RefusedException {
    HttpFields headers = request.getHeaders();
    return token(
        Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)),
        Optional.ofNullable(headers.get(HttpHeader.COOKIE)));
  }

  /** The token in an Authorization header, or else in a Cookie header. */
  static String token(Optional<String> authorization, Optional<String> cookies)
      throws RefusedException {
    if (authorization.isPresent() && authorization.get().startsWith(BEARER)) {
      return authorization.get().substring(BEARER.length());
    }
    for (String cookie : cookies.orElse("").split(";", -1)) {
      if (cookie.trim().startsWith(COOKIE)) {
        return cookie.trim().substring(COOKIE.length());
      }
    }
    throw RefusedException.ofToken(401, "cookie token is empty");
  }

  private Optional<Caller> bouncer(Request request, IpAddress address) throws RefusedException {
    if (certificates.shownBy(request)) {
      return Optional.empty();
    }
    String key = request.getHeaders().get(KEY_HEADER);
    if (key == null || key.isEmpty()) {
      throw forbidden();
    }
    String hash = ApiKey.hash(key);
    if (request.getMethod().equals("HEAD")) {
      return Optional.of(headOnly(hash, address));
    }
    Optional<BouncerRegistry.Entry> known = bouncers.known(hash, address.toString());
    if (known.isPresent() && BouncerRegistry.isOf(known.get(), agent(request))) {
      return Optional.of(caller(address, new Bouncer(allowed(known.get()))));
    }
    if (known.isEmpty()) {
      requireKey(hash, address);
    }
    return Optional.empty();
  }

  /** How a firewall for applications checks its bouncers' keys: no row is looked for or changed. */
  private Caller headOnly(String hash, IpAddress address) throws RefusedException {
    return caller(address, new Bouncer(requireKey(hash, address)));
  }

  /** Whoever has a key is let in, however many wrong ones came from the same address. */
  private BouncerRegistry.Entry requireKey(String hash, IpAddress address) throws RefusedException {
    for (BouncerRegistry.Entry entry : bouncers.withKey(hash)) {
      if (entry.row().authType() == AuthType.API_KEY) {
        return entry;
      }
    }
    if (throttle.refuses(address)) {
      throw RefusedException.tooManyFailures();
    }
    throw forbidden().asGuess();
  }

  private static BouncerRegistry.Entry allowed(BouncerRegistry.Entry entry)
      throws RefusedException {
    if (entry.row().authType() != AuthType.API_KEY) {
      throw forbidden();
    }
    return entry;
  }

  /** Lets a bouncer in that memory does not know as it comes. Blocks. */
  Caller authenticateWithDatabase(Request request) throws RefusedException, StorageException {
    IpAddress address = address(request);
    Optional<BouncerRegistry.Entry> entry =
        certificates.shownBy(request)
            ? certified(request, address)
            : bouncers.admit(
                ApiKey.hash(String.valueOf(request.getHeaders().get(KEY_HEADER))),
                address.toString());
    BouncerRegistry.Entry found = entry.orElseThrow(Authenticator::forbidden);
    bouncers.runs(found, agent(request));
    return caller(address, new Bouncer(found));
  }

  private Optional<BouncerRegistry.Entry> certified(Request request, IpAddress address)
      throws RefusedException, StorageException {
    Optional<String> name = certificates.bouncer(request);
    if (name.isEmpty()) {
      throw forbidden();
    }
    return bouncers.admitCertified(name.get() + "@" + address, address.toString());
  }

  private static UserAgent agent(Request request) {
    String agent = request.getHeaders().get(HttpHeader.USER_AGENT);
    return UserAgent.of(agent == null ? "" : agent);
  }

  private static RefusedException forbidden() {
    return RefusedException.of(403, "access forbidden");
  }
}
