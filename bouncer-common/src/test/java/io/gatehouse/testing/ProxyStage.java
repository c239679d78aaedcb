package io.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Two namespaces, one for a site and the proxy in front of it, one for visitors, with the addresses
 * that something is decided about. Not thread-safe.
 */
public final class ProxyStage implements AutoCloseable {
  /** Visitors about whom nothing is decided. */
  public static final String CLEAN = "198.51.100.11";

  public static final String CLEAN_V6 = "2001:db8:2::10";

  /** Visitors that are banned: by its address, and by the prefix around it. */
  public static final String BANNED = "198.51.100.10";

  public static final String BANNED_V6 = "2001:db8:1::10";

  /** Visitors that have to prove something; a browser on the client side has these addresses. */
  public static final String ASKED = "203.0.113.2";

  public static final String ASKED_V6 = "2001:db8::2";

  private final Path directory;
  private final TwoNamespaces network = TwoNamespaces.open();
  private final List<Process> running = new ArrayList<>();

  private ProxyStage(Path directory) {
    this.directory = directory;
  }

  /** Opens both sides; files are written into a directory that is the caller's. */
  public static ProxyStage open(Path directory) {
    return new ProxyStage(directory);
  }

  /** Ends a test as skipped, with the reason, where one cannot be opened or a program is absent. */
  public static void assumeAllowed(String... programs) {
    TwoNamespaces.assumeAllowed();
    for (String program : programs) {
      assumeInstalled(program);
    }
    Assumptions.assumeTrue(Browser.isInstalled(), "chromium is not installed");
  }

  /** Ends a test as skipped, with the reason, where a program is not there. */
  public static void assumeInstalled(String program) {
    Assumptions.assumeTrue(
        TestHost.here().run("sh", "-c", "command -v " + program).succeeded(),
        program + " is not installed");
  }

  /** Where visitors come from. */
  public TestHost clients() {
    return network.clients();
  }

  /** A file of what is decided about the addresses above. */
  public Path decisions() throws IOException {
    return write(
        "decisions.csv",
        """
        duration,scope,value,type,scenario,origin
        4h,ip,%s,ban,crowdsecurity/http-cve-2021-41773,crowdsec
        4h,range,2001:db8:1::/48,ban,crowdsecurity/http-cve-2021-41773,crowdsec
        4h,ip,%s,captcha,crowdsecurity/http-cve-2021-41773,crowdsec
        4h,ip,%s,captcha,crowdsecurity/http-cve-2021-41773,crowdsec
        """
            .formatted(BANNED, ASKED, ASKED_V6));
  }

  /** A whole configuration of nginx around servers. */
  public String nginx(String servers) {
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

  /** Starts nginx with a whole configuration. */
  public Process startNginx(String file, String configuration) throws IOException {
    Path written = write(file, configuration);
    return start("nginx", "-p", directory.toString(), "-e", "stderr", "-c", written.toString());
  }

  /** Writes a file into the directory. */
  public Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  /** Starts a program on the side of the site. */
  public Process start(String... words) throws IOException {
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
  public void awaitPort(String address) {
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
  public String said() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a program that was started here. */
  public void end(Process process) {
    running.remove(process);
    TestHost.end(process);
  }

  /** A request by curl from one of the client side's addresses; status, headers and body. */
  public String curl(String client, String path, String... more) {
    List<String> words =
        new ArrayList<>(List.of("curl", "-s", "-g", "-i", "-m", "10", "--interface", client));
    words.addAll(List.of(more));
    words.add(site(client) + path);
    Finished finished = network.clients().run(words.toArray(String[]::new));
    return finished.expectSuccess();
  }

  /** Where a visitor finds the site, in its own version of IP. */
  public static String site(String client) {
    return "http://"
        + (client.indexOf(':') < 0
            ? TwoNamespaces.GUARDED_V4
            : "[" + TwoNamespaces.GUARDED_V6 + "]");
  }

  @Override
  public void close() {
    running.forEach(TestHost::end);
    network.close();
  }
}
