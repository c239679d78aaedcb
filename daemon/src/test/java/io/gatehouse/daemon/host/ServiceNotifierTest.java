package io.gatehouse.daemon.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ServiceNotifierTest {
  /** A datagram socket of another program's making, which prints each message on a line. */
  private static final String MANAGER =
      """
      import socket, sys
      path = sys.argv[1]
      server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      server.bind('\\0' + path[1:] if path[0] == '@' else path)
      print('bound', flush=True)
      while True:
          print(server.recv(4096).decode().replace('\\n', '|'), flush=True)
      """;

  @TempDir private Path dir;

  @Test
  void a_manager_at_a_path_hears_everything() throws Exception {
    hears(dir.resolve("notify").toString());
  }

  @Test
  void a_manager_at_an_abstract_name_hears_everything() throws Exception {
    hears("@" + dir.resolve("notify"));
  }

  private static void hears(String path) throws Exception {
    try (Manager manager = Manager.at(path);
        ServiceNotifier notifier = ServiceNotifier.of(Map.of("NOTIFY_SOCKET", path))) {
      notifier.ready("15,204 decisions\nFAKE=1");
      notifier.status("\u00fc");
      notifier.alive();
      notifier.stopping("bye");

      assertThat(manager.next()).isEqualTo("READY=1|STATUS=15,204 decisions FAKE=1");
      assertThat(manager.next()).isEqualTo("STATUS=\u00fc");
      assertThat(manager.next()).isEqualTo("WATCHDOG=1");
      assertThat(manager.next()).isEqualTo("STOPPING=1|STATUS=bye");
    }
  }

  @Test
  void nobody_listens_and_nothing_happens() {
    try (ServiceNotifier notifier =
        ServiceNotifier.of(Map.of("NOTIFY_SOCKET", dir.resolve("none").toString()))) {
      notifier.ready("fine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@", "/", "vsock:2:1", "relative"})
  void what_is_no_path_is_not_used(String path) {
    assertThat(ServiceNotifier.of(Map.of("NOTIFY_SOCKET", path)).isWatched()).isFalse();
  }

  @Test
  void a_path_too_long_is_not_used() {
    String path = "/" + "x".repeat(107);

    assertThat(ServiceNotifier.of(Map.of("NOTIFY_SOCKET", path)).isWatched()).isFalse();
  }

  @Test
  void the_watchdog_is_fed_twice_as_often_as_asked() {
    Map<String, String> environment =
        Map.of("NOTIFY_SOCKET", dir.resolve("none").toString(), "WATCHDOG_USEC", "30000000");

    try (ServiceNotifier notifier = ServiceNotifier.of(environment)) {
      assertThat(notifier.watchdogInterval()).contains(Duration.ofSeconds(15));
    }
  }

  @Test
  void the_watchdog_of_another_process_is_not_ours() {
    Map<String, String> environment =
        Map.of(
            "NOTIFY_SOCKET", dir.resolve("none").toString(),
            "WATCHDOG_USEC", "30000000",
            "WATCHDOG_PID", "1");

    try (ServiceNotifier notifier = ServiceNotifier.of(environment)) {
      assertThat(notifier.watchdogInterval()).isEmpty();
    }
  }

  private record Manager(Process process, BufferedReader lines) implements AutoCloseable {

    static Manager at(String path) throws IOException {
      assumeThat(isThere("python3")).as("python3 plays the service manager").isTrue();
      Process process =
          new ProcessBuilder("python3", "-c", MANAGER, path).redirectErrorStream(true).start();
      Manager manager =
          new Manager(
              process, new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)));
      assertThat(manager.next()).isEqualTo("bound");
      return manager;
    }

    private static boolean isThere(String program) {
      try {
        return new ProcessBuilder(program, "-V").start().waitFor(10, TimeUnit.SECONDS);
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    String next() throws IOException {
      return String.valueOf(lines.readLine());
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
