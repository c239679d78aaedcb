package io.gatehouse.lapi.server;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.Route.Access;
import io.gatehouse.lapi.server.Route.Pool;
import io.gatehouse.lapi.storage.AuthType;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.StoredMachine;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How machines come to be known, prove who they are, and say that they live (spec §1.4). */
final class WatcherRoutes {
  private static final int MAX_SCENARIOS_LENGTH = 100_000;
  private static final int MAX_NAME_LENGTH = 255;

  /** So that nobody fills the database by registering; an operator deletes or validates some. */
  private static final int MAX_WAITING = 1000;

  private static final String WRONG_PASSWORD = "incorrect Username or Password";

  private final MachineRegistry machines;
  private final Tokens tokens;
  private final MachineCertificates certificates;
  private final GuessThrottle throttle;
  private final LapiServerConfig.Registration rule;
  private final InstantSource time;

  WatcherRoutes(
      MachineRegistry machines,
      Tokens tokens,
      MachineCertificates certificates,
      GuessThrottle throttle,
      LapiServerConfig.Registration rule,
      InstantSource time) {
    this.machines = machines;
    this.tokens = tokens;
    this.certificates = certificates;
    this.throttle = throttle;
    this.rule = rule;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/watchers", Access.OPEN, Pool.PASSWORD, this::register),
        new Route("POST", "/v1/watchers/login", Access.OPEN, Pool.PASSWORD, this::logIn),
        new Route("GET", "/v1/refresh_token", Access.OPEN, Pool.MEMORY, this::refresh),
        Route.ofMachine("DELETE", "/v1/watchers/self", this::deleteSelf),
        new Route("GET", "/v1/heartbeat", Access.MACHINE, Pool.MEMORY, this::heartbeat));
  }

  private Answer register(LapiRequest request)
      throws RefusedException, IOException, StorageException {
    Caller caller = request.caller();
    if (rule.localOnly() && !caller.local()) {
      throw RefusedException.of(403, "access forbidden");
    }
    FieldReader body = FieldReader.of(JsonTree.object(request.body()));
    String id = body.atMost("machine_id", body.required("machine_id"), MAX_NAME_LENGTH);
    String password = body.required("password");
    Optional<String> token = body.text("registration_token");
    token.ifPresent(text -> body.atMost("registration_token", text, 255));
    token.ifPresent(text -> body.atLeast("registration_token", text, 32));
    requireValid(body);
    if (!Passwords.fits(password)) {
      throw RefusedException.badRequest("unable to hash");
    }
    boolean validated = isValidatedAtOnce(caller, token);
    refuseFlood(caller, validated);
    add(id, password, caller, validated);
    return Answer.empty(validated ? 202 : 201);
  }

  private static void requireValid(FieldReader body) throws RefusedException {
    Optional<String> problems = body.problems();
    if (problems.isPresent()) {
      throw RefusedException.of(422, problems.get());
    }
  }

  private boolean isValidatedAtOnce(Caller caller, Optional<String> token) throws RefusedException {
    if (rule.automatic().isEmpty() || token.isEmpty()) {
      return false;
    }
    LapiServerConfig.AutoRegistration automatic = rule.automatic().get();
    if (throttle.refuses(caller.address())) {
      throw RefusedException.tooManyFailures();
    }
    if (!automatic.token().equals(Secret.of(token.get()))) {
      throw RefusedException.of(401, "invalid token for auto registration").asGuess();
    }
    if (automatic.allowedRanges().stream().noneMatch(range -> range.contains(caller.address()))) {
      throw RefusedException.of(401, "IP not in allowed range for auto registration");
    }
    return true;
  }

  private void refuseFlood(Caller caller, boolean validated) throws RefusedException {
    if (!validated && machines.waiting() >= MAX_WAITING) {
      throw RefusedException.of(
          429, "too many machines wait for validation; delete or validate some");
    }
    if (throttle.refuses(caller.address())) {
      throw RefusedException.tooManyFailures();
    }
  }

  private void add(String id, String password, Caller caller, boolean validated)
      throws RefusedException, StorageException {
    if (machines.find(id).isPresent()) {
      throw exists(id).asGuess(); // or one could list names at full speed
    }
    String hash = Passwords.hash(password);
    StoredMachine row =
        StoredMachine.added(id, hash, AuthType.PASSWORD, validated, time.instant())
            .from(caller.address().toString());
    if (!machines.add(row)) {
      throw exists(id);
    }
  }

  private static RefusedException exists(String id) {
    return RefusedException.of(403, "user '" + id + "': user already exist");
  }

  private Answer logIn(LapiRequest request) throws RefusedException, IOException, StorageException {
    if (throttle.refuses(request.caller().address())) {
      throw RefusedException.tooManyFailures();
    }
    Credentials credentials = Credentials.of(request, certificates);
    Optional<UserAgent> agent = UserAgent.strict(request.header("User-Agent").orElse(""));
    StoredMachine machine = proved(credentials);
    if (agent.isEmpty()) {
      throw RefusedException.ofToken(401, WRONG_PASSWORD);
    }
    String address = request.caller().address().toString();
    String scenarios = credentials.scenarios();
    if (isNews(machine, address, agent.get().version(), scenarios)) {
      machines.change(
          machine.machineId(),
          row ->
              MachineRows.loggedIn(row, address, agent.get().version(), scenarios, time.instant()));
    }
    return token(tokens.issue(machine.machineId()));
  }

  private static boolean isNews(
      StoredMachine machine, String address, String version, String scenarios) {
    return !machine.ipAddress().equals(address)
        || !machine.version().equals(version)
        || (!scenarios.isEmpty() && !machine.scenarios().equals(scenarios));
  }

  /** The machine whose credentials these are. */
  private StoredMachine proved(Credentials credentials) throws RefusedException, StorageException {
    Optional<StoredMachine> found = machines.find(credentials.id());
    if (found.isEmpty() && credentials.certified()) {
      return addCertified(credentials.id());
    }
    StoredMachine machine =
        found.orElseThrow(() -> RefusedException.ofToken(401, "ent: machine not found").asGuess());
    if (!machine.validated()) {
      throw RefusedException.ofToken(401, "machine " + credentials.id() + " not validated");
    }
    if (credentials.certified()) {
      requireType(machine, AuthType.TLS, "a certificate", "a password");
      return machine;
    }
    requireType(machine, AuthType.PASSWORD, "password", "tls");
    if (!Passwords.matches(credentials.password(), machine.passwordHash())) {
      throw RefusedException.ofToken(401, WRONG_PASSWORD).asGuess();
    }
    return machine;
  }

  private static void requireType(
      StoredMachine machine, AuthType type, String attempted, String configured)
      throws RefusedException {
    if (machine.authType() != type) {
      throw RefusedException.ofToken(
          401,
          "machine "
              + machine.machineId()
              + " attempted to auth with "
              + attempted
              + " but it is configured to use "
              + configured);
    }
  }

  private StoredMachine addCertified(String id) throws RefusedException, StorageException {
    StoredMachine row = StoredMachine.added(id, "", AuthType.TLS, true, time.instant());
    machines.add(row);
    return machines
        .find(id)
        .orElseThrow(() -> RefusedException.ofToken(401, "ent: machine not found"));
  }

  /** What a login brings: with a certificate, only scenarios of the body are looked at. */
  private record Credentials(String id, String password, String scenarios, boolean certified) {

    static Credentials of(LapiRequest request, MachineCertificates certificates)
        throws RefusedException, IOException {
      FieldReader body = FieldReader.of(bodyOf(request));
      String scenarios = String.join(",", body.texts("scenarios"));
      if (scenarios.length() > MAX_SCENARIOS_LENGTH) {
        throw RefusedException.ofToken(
            401, "scenarios in body should be at most 100000 chars long");
      }
      Optional<String> certified = certificates.machine(request);
      if (certified.isPresent()) {
        return new Credentials(certified.get(), "", scenarios, true);
      }
      String id = body.required("machine_id");
      String password = body.required("password");
      Optional<String> problems = body.problems();
      if (problems.isPresent()) {
        throw RefusedException.ofToken(401, problems.get());
      }
      return new Credentials(id, password, scenarios, false);
    }

    private static Map<String, @Nullable Object> bodyOf(LapiRequest request)
        throws RefusedException, IOException {
      try {
        return JsonTree.object(request.body());
      } catch (RefusedException e) {
        throw RefusedException.ofToken(401, "missing: " + e.getMessage());
      } catch (BodyTooLargeException e) {
        throw RefusedException.ofToken(401, "missing: " + BodyTooLargeException.MESSAGE);
      }
    }
  }

  /** Who a machine's certificate says it is. */
  @FunctionalInterface
  interface MachineCertificates {
    /**
     * The name for a login; empty where no certificate was shown.
     *
     * @throws RefusedException if one was shown that is none of a machine
     */
    Optional<String> machine(LapiRequest request) throws RefusedException;
  }

  private Answer refresh(LapiRequest request) throws RefusedException {
    String id =
        tokens.refreshable(
            Authenticator.token(request.header("Authorization"), request.header("Cookie")));
    if (machines.find(id).filter(StoredMachine::validated).isEmpty()) {
      throw RefusedException.ofToken(401, "machine " + id + " is not known or not validated");
    }
    return token(tokens.issue(id));
  }

  private static Answer token(Tokens.Issued issued) {
    String until =
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            issued.until().atZone(ZoneId.systemDefault()).toOffsetDateTime());
    return Answer.json(
        200,
        JsonText.of(
            json -> {
              json.writeStartObject();
              json.writeNumberField("code", 200);
              json.writeStringField("expire", until);
              json.writeStringField("token", issued.text());
              json.writeEndObject();
            }));
  }

  private Answer deleteSelf(LapiRequest request) throws RefusedException, StorageException {
    String id = request.caller().machineId();
    if (machines.delete(List.of(id)) == 0) {
      throw RefusedException.of(500, "'" + id + "' does not exist");
    }
    return Answer.empty(204);
  }

  private Answer heartbeat(LapiRequest request) {
    machines.lives(request.caller().machineId(), time.instant());
    return Answer.empty(200);
  }
}
