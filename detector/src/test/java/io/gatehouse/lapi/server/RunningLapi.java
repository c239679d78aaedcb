package io.gatehouse.lapi.server;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.config.Secret;
import io.gatehouse.lapi.active.ActiveDecisions;
import io.gatehouse.lapi.server.LapiServerConfig.ListenAddress;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.testing.ManualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A server on a free port, with its database in a directory, and somebody who asks it. */
final class RunningLapi implements AutoCloseable {
  static final String MACHINE = "web01";
  static final Secret PASSWORD = Secret.of("correct horse battery staple");

  final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  final LapiDatabase database;
  final ActiveDecisions active = new ActiveDecisions();
  final LapiServer server;
  final OkHttpClient client = new OkHttpClient.Builder().followRedirects(false).build();

  private RunningLapi(Path directory, Consumer<LapiServerConfig.Builder> changes, List<Route> more)
      throws Exception {
    database = LapiDatabase.open(directory.resolve("gatehouse.db"), time, active);
    LapiServerConfig.Builder config =
        LapiServerConfig.DEFAULT.toBuilder().listen(new ListenAddress("127.0.0.1", 0));
    changes.accept(config);
    server = LapiServer.start(config.build(), database, active, time, more);
  }

  static RunningLapi in(Path directory) throws Exception {
    return new RunningLapi(directory, config -> {}, List.of());
  }

  static RunningLapi in(Path directory, Consumer<LapiServerConfig.Builder> changes)
      throws Exception {
    return new RunningLapi(directory, changes, List.of());
  }

  /** With routes besides the server's own. */
  static RunningLapi with(Path directory, List<Route> more) throws Exception {
    return new RunningLapi(directory, config -> {}, more);
  }

  int port() {
    return server.port().orElseThrow();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** What came back. */
  record Reply(int status, Headers headers, String body) {}

  Reply send(Request.Builder request) throws IOException {
    try (Response response = client.newCall(request.build()).execute()) {
      return new Reply(response.code(), response.headers(), response.body().string());
    }
  }

  Request.Builder to(String path) {
    return new Request.Builder().url(url(path)).header("User-Agent", "test-bouncer/v1");
  }

  Reply get(String path) throws IOException {
    return send(to(path));
  }

  Reply getWithKey(String path, Secret key) throws IOException {
    return send(to(path).header("X-Api-Key", key.reveal()));
  }

  Reply headWithKey(String path, Secret key) throws IOException {
    return send(to(path).head().header("X-Api-Key", key.reveal()));
  }

  Reply getWithToken(String path, String token) throws IOException {
    return send(to(path).header("Authorization", "Bearer " + token));
  }

  Reply post(String path, String json) throws IOException {
    return send(
        to(path).header("User-Agent", "crowdsec/v1.7.8").post(RequestBody.create(json, null)));
  }

  Secret addBouncer(String name) throws Exception {
    return administration().addBouncer(name, Optional.empty());
  }

  /** Adds a machine and logs it in; its token. */
  String addMachine() throws Exception {
    administration().addMachine(MACHINE, Optional.of(PASSWORD), false);
    return token(logIn(MACHINE, PASSWORD.reveal()));
  }

  Reply logIn(String id, String password) throws IOException {
    return post(
        "/v1/watchers/login",
        "{\"machine_id\":\""
            + id
            + "\",\"password\":\""
            + password
            + "\",\"scenarios\":[\"a/b\"]}");
  }

  static String token(Reply login) {
    return login.body().replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
  }

  /** Has these addresses banned; the alert's number. */
  long ban(Duration duration, String... values) throws StorageException {
    List<AlertDecision> decisions = new ArrayList<>();
    for (String value : values) {
      decisions.add(new AlertDecision(0, "cscli", "ban", "Ip", value, "by hand", duration, false));
    }
    Instant now = time.instant();
    Alert alert =
        new Alert(
            0,
            null,
            null,
            null,
            "by hand",
            "",
            "",
            "by hand",
            1,
            now,
            now,
            0,
            "0",
            false,
            true,
            "cscli",
            AlertSource.of("Ip", values[0]),
            List.of(),
            List.of(),
            decisions);
    return database.alerts().add(null, List.of(alert)).get(0);
  }

  LapiAdministration administration() {
    return server.administration();
  }

  @Override
  public void close() throws StorageException {
    client.connectionPool().evictAll();
    server.close();
    database.close();
    client.dispatcher().executorService().shutdown();
  }
}
