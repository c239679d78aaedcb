package io.gatehouse.daemon.lapi.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.config.Secret;
import io.gatehouse.decision.GoDuration;
import io.gatehouse.lapi.LapiConfig;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.LapiHttp;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.AdministrationException.Kind;
import io.gatehouse.lapi.server.LapiAdministration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The administration of a LAPI that runs on this host, through its admin socket. */
public final class AdminClient implements LapiAdministration, AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LapiHttp http;

  private AdminClient(LapiHttp http) {
    this.http = http;
  }

  /**
   * A client of the socket; nothing is sent yet.
   *
   * @param version of the program, for its user agent
   */
  public static AdminClient at(Path socket, String version) throws LapiException {
    LapiConfig config =
        LapiConfig.at(socket.toAbsolutePath().toString())
            .module("cli", version)
            .idleTimeout(PATIENCE)
            .build();
    return new AdminClient(LapiHttp.ofMachine(config, "localhost", Secret.of("")));
  }

  /** Makes sense of the JSON of an answer. */
  private interface Reading<T> {
    T read(@Nullable Object tree) throws IOException;
  }

  /** What the server says of itself, by name. */
  public Map<String, String> status() throws AdministrationException {
    return ask(
        request("admin/status"),
        tree -> {
          Map<String, String> status = new LinkedHashMap<>();
          if (tree instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> status.put(name + "", String.valueOf(value)));
          }
          return status;
        });
  }

  @Override
  public List<BouncerEntry> bouncers() throws AdministrationException {
    return ask(request("admin/bouncers"), tree -> Entries.list(tree, Entries::bouncer));
  }

  @Override
  public Secret addBouncer(String name, Optional<Secret> key) throws AdministrationException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("name", name);
    key.ifPresent(own -> body.put("key", own.reveal()));
    return ask(
        request("admin/bouncers").post(json(body)),
        tree -> Entries.one(tree, fields -> Secret.of(fields.text("key"))));
  }

  @Override
  public void deleteBouncer(String name) throws AdministrationException {
    ask(request("admin/bouncers", name).delete(), tree -> name);
  }

  @Override
  public List<String> pruneBouncers(Duration silentFor) throws AdministrationException {
    return ask(
        request("admin/bouncers/prune")
            .post(json(Map.of("silent_for", GoDuration.format(silentFor)))),
        Entries::texts);
  }

  @Override
  public List<MachineEntry> machines() throws AdministrationException {
    return ask(request("admin/machines"), tree -> Entries.list(tree, Entries::machine));
  }

  @Override
  public Secret addMachine(String id, Optional<Secret> password, boolean replace)
      throws AdministrationException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("machine_id", id);
    password.ifPresent(own -> body.put("password", own.reveal()));
    body.put("force", replace);
    return ask(
        request("admin/machines").post(json(body)),
        tree -> Entries.one(tree, fields -> Secret.of(fields.text("password"))));
  }

  @Override
  public void deleteMachine(String id) throws AdministrationException {
    ask(request("admin/machines", id).delete(), tree -> id);
  }

  @Override
  public void validateMachine(String id) throws AdministrationException {
    ask(request("admin/machines", id, "validate").post(json(Map.of())), tree -> id);
  }

  @Override
  public List<String> pruneMachines(Duration silentFor, boolean notValidatedOnly)
      throws AdministrationException {
    Map<String, Object> body =
        Map.of("silent_for", GoDuration.format(silentFor), "not_validated_only", notValidatedOnly);
    return ask(request("admin/machines/prune").post(json(body)), Entries::texts);
  }

  @Override
  public int flushAlerts(Duration maxAge, int maxItems) throws AdministrationException {
    Map<String, Object> body = Map.of("max_age", GoDuration.format(maxAge), "max_items", maxItems);
    return ask(request("admin/alerts/flush").post(json(body)), Entries::count);
  }

  @Override
  public List<UsageEntry> usageMetrics() throws AdministrationException {
    return ask(request("admin/metrics"), tree -> Entries.list(tree, Entries::usage));
  }

  /** A path, and parts of it that may hold any character. */
  private Request.Builder request(String path, String... parts) {
    HttpUrl.Builder url = http.at(path);
    for (String part : parts) {
      url.addPathSegment(part);
    }
    return http.request(url);
  }

  private static RequestBody json(Map<String, Object> fields) {
    try {
      return RequestBody.create(JsonTree.write(fields).getBytes(UTF_8), JSON);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
  }

  private <T> T ask(Request.Builder request, Reading<T> reading) throws AdministrationException {
    try {
      Answer<T> answer =
          http.exchange(
              request, response -> http.body(response, in -> Answer.of(response, in, reading)));
      return answer.orThrow();
    } catch (LapiException e) {
      throw new AdministrationException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  /** What was asked for, or why there is none. */
  private record Answer<T>(@Nullable T value, Kind kind, String message) {

    static <T> Answer<T> of(Response response, InputStream in, Reading<T> reading)
        throws IOException {
      Object tree = JsonTree.read(in);
      if (response.isSuccessful()) {
        return new Answer<>(reading.read(tree), Kind.UNAVAILABLE, "");
      }
      String message = Entries.one(tree, fields -> fields.text("message"));
      return new Answer<>(null, kind(response.code()), message);
    }

    private static Kind kind(int status) {
      return switch (status) {
        case 404 -> Kind.UNKNOWN;
        case 409 -> Kind.EXISTS;
        case 400, 422 -> Kind.INVALID;
        default -> Kind.UNAVAILABLE;
      };
    }

    T orThrow() throws AdministrationException {
      if (value == null) {
        throw new AdministrationException(kind, message);
      }
      return value;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
