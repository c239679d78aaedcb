package io.gatehouse.daemon.lapi.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.lapi.admin.AdminSocket;
import io.gatehouse.daemon.settings.EngineConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LapiDaemonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String QUIET =
      "common: {log_level: error}\nprometheus: {enabled: false}\nconfig_paths: {data_dir: %s}\n";

  @TempDir private Path dir;
  private Path data = Path.of("set/below");

  private LapiDaemon daemon(String api) throws Exception {
    data = dir.resolve("data");
    Files.writeString(dir.resolve("config.yaml"), QUIET.formatted(data) + api);
    return new LapiDaemon(Map.of(), InstantSource.system(), "gatehouse test", this::read);
  }

  private LapiDaemon.Read read() throws ConfigException {
    Path file = dir.resolve("config.yaml");
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    EngineConfig config =
        EngineConfig.read(ConfigFile.read(file).open(Map.of(), report), file, Optional.empty());
    return new LapiDaemon.Read(
        config,
        config.log(),
        new Announcement(report.table(), report.finish(), config.notActedOn()));
  }

  private static CompletableFuture<Integer> start(LapiDaemon daemon) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return daemon.run();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  private void awaitServing() {
    await()
        .atMost(PATIENCE)
        .until(() -> AdminSocket.at(data.resolve("admin.sock")) == AdminSocket.ANSWERS);
  }

  @Test
  void first_run_makes_a_private_directory_and_serves_until_told_to_stop() throws Exception {
    LapiDaemon daemon = daemon("api: {server: {listen_uri: '127.0.0.1:0'}}\n");
    CompletableFuture<Integer> running = start(daemon);
    awaitServing();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("admin.sock"))))
        .isEqualTo("rw-------");

    daemon.stop();

    assertThat(running.join()).isZero();
    assertThat(AdminSocket.at(data.resolve("admin.sock"))).isEqualTo(AdminSocket.SILENT);
  }

  @Test
  void an_invalid_file_is_refused_whole_on_reload() throws Exception {
    LapiDaemon daemon = daemon("api: {server: {listen_uri: '127.0.0.1:0'}}\n");
    CompletableFuture<Integer> running = start(daemon);
    awaitServing();
    Files.writeString(dir.resolve("config.yaml"), "nonsense: 1\n");

    daemon.reload();
    daemon.stop();

    assertThat(running.join()).isZero();
  }

  @Test
  void profiles_beside_the_file_are_read_and_checked() throws Exception {
    LapiDaemon daemon = daemon("");
    Files.writeString(dir.resolve("profiles.yaml"), "name: mine\nfilters: [nonsense]\n");

    assertThatThrownBy(daemon::run)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("profiles.yaml");
    assertThat(data).doesNotExist();
  }

  @Test
  void a_reload_serves_by_the_new_file() throws Exception {
    LapiDaemon daemon = daemon("api: {server: {listen_uri: '127.0.0.1:0'}}\n");
    CompletableFuture<Integer> running = start(daemon);
    awaitServing();
    Path socket = dir.resolve("lapi.sock");
    Files.writeString(
        dir.resolve("config.yaml"),
        QUIET.formatted(data) + "api: {server: {listen_socket: " + socket + "}}\n");

    daemon.reload();

    await().atMost(PATIENCE).until(() -> AdminSocket.at(socket) == AdminSocket.ANSWERS);
    daemon.stop();
    assertThat(running.join()).isZero();
  }

  @Test
  void a_port_in_use_is_one_line_for_the_operator() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LapiDaemon daemon =
          daemon("api: {server: {listen_uri: '127.0.0.1:" + taken.getLocalPort() + "'}}\n");

      assertThatThrownBy(daemon::run)
          .isInstanceOf(ProgramException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()))
          .hasMessageContaining("listen_uri");
    }
  }

  @Test
  void a_server_that_is_turned_off_serves_nothing() throws Exception {
    LapiDaemon daemon = daemon("api: {server: {enable: false}}\n");

    assertThatThrownBy(daemon::run).hasMessageContaining("api.server.enable is false");
    assertThat(data).doesNotExist();
  }

  @Test
  void a_secret_that_is_too_short_is_one_line_without_it() throws Exception {
    LapiDaemon daemon = daemon("");
    LapiDaemon bad =
        new LapiDaemon(Map.of("CS_LAPI_SECRET", "sesame"), InstantSource.system(), "", this::read);

    assertThatThrownBy(bad::run)
        .as("beside %s", daemon)
        .hasMessageContaining("CS_LAPI_SECRET")
        .hasMessageNotContaining("sesame");
  }
}
