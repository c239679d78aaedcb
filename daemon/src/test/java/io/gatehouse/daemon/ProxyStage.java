package io.gatehouse.daemon;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.Finished;
import io.gatehouse.testing.TestHost;
import io.gatehouse.testing.TwoNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A small site and the forward-auth service on the guarded side of two namespaces, with the
 * addresses and ports of {@code examples/forward-auth}, so that a proxy in front runs by those
 * files as they are. Not thread-safe.
 */
final class ProxyStage implements AutoCloseable {
  static final String CLEAN = "198.51.100.11";
  static final String BANNED = "198.51.100.10";

  /** Of the client side's own address, which a browser there has. */
  static final String ASKED = "203.0.113.2";

  private static final Path EXAMPLES =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("../examples/forward-auth");

  private final Path directory;
  private final TwoNamespaces network = TwoNamespaces.open();
  private final List<Process> running = new ArrayList<>();

  private ProxyStage(Path directory) {
    this.directory = directory;
  }

  static ProxyStage open(Path directory) throws IOException {
    ProxyStage stage = new ProxyStage(directory);
    try {
      stage.startSite();
      stage.startService();
      return stage;
    } catch (IOException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  /** Whether the program is there; a test that needs it is skipped where it is not. */
  static boolean isInstalled(String program) {
    return TestHost.here().run("sh", "-c", "command -v " + program).succeeded();
  }

  TestHost clients() {
    return network.clients();
  }

  private void startSite() throws IOException {
    Path file = directory.resolve("site.conf");
    Files.writeString(
        file,
        nginx(
            "server { listen 127.0.0.1:8081; return 200 'hello $request_method $request_uri $http_cookie'; }"));
    start("nginx", "-p", directory.toString(), "-e", "stderr", "-c", file.toString());
  }

  /** A whole configuration around servers. */
  String nginx(String servers) {
    return """
        daemon off;
        pid %s/%s.pid;
        error_log stderr;
        events { }
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          %s
        }
        """
        .formatted(directory, Integer.toString(running.size()), servers);
  }

  private void startService() throws IOException {
    Path decisions = directory.resolve("decisions.csv");
    Files.writeString(
        decisions,
        """
        duration,scope,value,type,scenario,origin
        4h,ip,%s,ban,crowdsecurity/http-cve-2021-41773,crowdsec
        4h,ip,%s,captcha,crowdsecurity/http-cve-2021-41773,crowdsec
        """
            .formatted(BANNED, ASKED));
    Path file = directory.resolve("forward-auth.yaml");
    Files.writeString(file, "decisions_file: %s\n".formatted(decisions));
    start(PackagedProgram.launcher(), "forward-auth", "-c", file.toString());
    awaitPort(":7480 ");
  }

  /** A file of {@code examples/forward-auth}. */
  static Path example(String name) {
    return EXAMPLES.resolve(name);
  }

  /** Lays a copy of an example where nginx looks for it: beside its own file. */
  void copyOnce(String name) throws IOException {
    Files.copy(example(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The example, with its script where it lies and not where an operator puts it. */
  String haproxy() throws IOException {
    return Files.readString(example("haproxy.cfg"))
        .replace("/etc/haproxy/gatehouse.lua", example("gatehouse.lua").toString());
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** Starts a program on the guarded side. */
  Process start(String... words) throws IOException {
    ProcessBuilder command = network.guarded().command(words);
    command.environment().put("HOME", directory.toString());
    Process process =
        command
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    running.add(process);
    return process;
  }

  private Path log() {
    return directory.resolve("log.txt");
  }

  /** Waits until something listens there. */
  void awaitPort(String address) {
    await(address)
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .conditionEvaluationListener(tried -> requireRunning())
        .until(() -> network.guarded().expect("ss", "-Hltn").contains(address));
  }

  private void requireRunning() {
    if (running.stream().anyMatch(process -> !process.isAlive())) {
      throw new AssertionError(said());
    }
  }

  /** What all programs have said. */
  String said() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a program that was started here. */
  void end(Process process) {
    running.remove(process);
    TestHost.end(process);
  }

  /** A request by curl from one of the client side's addresses; status, headers and body. */
  String curl(String client, String path, String... more) {
    List<String> words =
        new ArrayList<>(List.of("curl", "-s", "-i", "-m", "10", "--interface", client));
    words.addAll(List.of(more));
    words.add("http://" + TwoNamespaces.GUARDED_V4 + path);
    Finished finished = network.clients().run(words.toArray(String[]::new));
    return finished.expectSuccess();
  }

  @Override
  public void close() {
    running.forEach(TestHost::end);
    network.close();
  }
}
