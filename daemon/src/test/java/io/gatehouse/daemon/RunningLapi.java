package io.gatehouse.daemon;

import static org.awaitility.Awaitility.await;

import io.gatehouse.daemon.lapi.admin.AdminSocket;
import io.gatehouse.daemon.peer.OperatedLapi;
import io.gatehouse.testing.Finished;
import io.gatehouse.testing.FreePort;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code bin/gatehouse lapi serve} as a process of its own, with CrowdSec's config.yaml and
 * everything that it writes below one directory. Not thread-safe.
 */
final class RunningLapi implements OperatedLapi {
  private static final Duration START_BOUND = Duration.ofSeconds(20);

  private final TestHost host;
  private final Path directory;
  private final Path data;
  private final int port;
  private Process process;

  private RunningLapi(TestHost host, Path directory, String data) throws IOException {
    this.host = host;
    this.directory = directory;
    this.data = Path.of(data);
    port = FreePort.pick();
    writeConfiguration(data);
    process = launch();
  }

  /** Starts it on the loopback of a host and waits until it answers. */
  static RunningLapi start(TestHost host, Path directory) {
    return startWithData(host, directory, directory.toAbsolutePath().toString());
  }

  /** As {@link #start}, with its database elsewhere. */
  static RunningLapi startWithData(TestHost host, Path directory, String data) {
    RunningLapi lapi = launch(host, directory, data);
    lapi.awaitAnswer();
    return lapi;
  }

  /** As {@link #startWithData}, and waits for nothing: it may be going to end at once. */
  static RunningLapi launch(TestHost host, Path directory, String data) {
    try {
      return new RunningLapi(host, directory.toAbsolutePath(), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** The ordinary LAPI as a Unix socket. */
  Path socket() {
    return directory.resolve("lapi.sock");
  }

  @Override
  public String addBouncer(String name) {
    return expect("bouncers", "add", name, "-o", "raw").strip();
  }

  @Override
  public void addMachine(String id, String password) {
    String file = directory.resolve("added-machine.yaml").toString();
    expect("machines", "add", id, "--password", password, "--file", file, "--force");
  }

  @Override
  public void add(String value, String duration, String type) {
    expect("decisions", "add", flag(value), value, "--duration", duration, "--type", type);
  }

  @Override
  public void delete(String value) {
    expect("decisions", "delete", flag(value), value);
  }

  @Override
  public void delete(long id) {
    expect("decisions", "delete", "--id", Long.toString(id));
  }

  /** Runs another verb on the same file to its end: in this process, since a JVM takes a second. */
  Finished run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> whole = withFile(words);
    int status =
        Gatehouse.run(
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            whole.toArray(String[]::new));
    return new Finished(whole, status, out.toString(), err.toString());
  }

  /** As {@link #run}, and it has to succeed; returns what it printed. */
  String expect(String... words) {
    return run(words).expectSuccess();
  }

  /** The command line of another verb on the same file. */
  List<String> command(String... words) {
    List<String> whole = withFile(words);
    whole.add(0, PackagedProgram.launcher());
    return whole;
  }

  private List<String> withFile(String... words) {
    List<String> whole = new ArrayList<>(List.of(words));
    whole.addAll(List.of("-c", configuration().toString()));
    return whole;
  }

  /** Of the JVM: the launcher has become it. */
  long pid() {
    return process.pid();
  }

  /** Whether it is still there. */
  boolean isRunning() {
    return process.isAlive();
  }

  /** The exit code of a process that ends by itself within 20 s. */
  int exitCode() {
    if (!endsWithin(20)) {
      throw new AssertionError("it has not ended: " + log());
    }
    return process.exitValue();
  }

  /** Ends it at once: {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    endsWithin(10);
  }

  @Override
  public void stop() {
    TestHost.end(process);
  }

  @Override
  public void restart() {
    launchAgain();
    awaitAnswer();
  }

  /** Starts it again and waits for nothing. */
  void launchAgain() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it listens, for its operator too, which comes last. */
  void awaitAnswer() {
    await()
        .atMost(START_BOUND)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("it has ended: " + log());
              }
              return AdminSocket.at(data.resolve("admin.sock")) == AdminSocket.ANSWERS && listens();
            });
  }

  @Override
  public String log() {
    try {
      return Files.readString(directory.resolve("lapi.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private boolean listens() {
    return host.run("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port).succeeded();
  }

  private boolean endsWithin(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Process launch() throws IOException {
    return host.command(command("lapi", "serve"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("lapi.log").toFile()))
        .start();
  }

  private Path configuration() {
    return directory.resolve("config.yaml");
  }

  private void writeConfiguration(String data) throws IOException {
    Files.writeString(directory.resolve("simulation.yaml"), "simulation: false\n");
    Files.writeString(directory.resolve("profiles.yaml"), PROFILES);
    Files.writeString(
        configuration(),
        CONFIGURATION
            .replace("DIRECTORY", directory.toString())
            .replace("DATA", data)
            .replace("PORT", "" + port));
  }

  private static String flag(String value) {
    return value.indexOf('/') >= 0 ? "--range" : "--ip";
  }

  private static final String PROFILES =
      """
      name: default_ip_remediation
      filters:
       - Alert.Remediation == true && Alert.GetScope() == "Ip"
      decisions:
       - type: ban
         duration: 4h
      on_success: break
      ---
      name: default_range_remediation
      filters:
       - Alert.Remediation == true && Alert.GetScope() == "Range"
      decisions:
       - type: ban
         duration: 4h
      on_success: break
      """;

  private static final String CONFIGURATION =
      """
      common: {log_media: stdout, log_level: info}
      config_paths:
        config_dir: DIRECTORY
        data_dir: DATA
        simulation_path: DIRECTORY/simulation.yaml
      db_config: {type: sqlite, db_path: DATA/gatehouse.db}
      api:
        client: {credentials_path: DIRECTORY/local_api_credentials.yaml}
        server:
          listen_uri: 127.0.0.1:PORT
          listen_socket: DIRECTORY/lapi.sock
          profiles_path: DIRECTORY/profiles.yaml
      prometheus: {enabled: false}
      """;
}
