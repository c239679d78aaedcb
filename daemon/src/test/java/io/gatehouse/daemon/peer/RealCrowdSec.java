package io.gatehouse.daemon.peer;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.Finished;
import io.gatehouse.testing.FreePort;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian's CrowdSec 1.4.6 as a LAPI only: no log is read, nothing is asked of or told to the
 * central API, and everything it writes is below one private directory. Not thread-safe.
 */
public final class RealCrowdSec implements OperatedLapi {
  private static final Duration START_BOUND = Duration.ofSeconds(20);

  private final TestHost host;
  private final Path directory;
  private final int port;
  private Process process;

  private RealCrowdSec(TestHost host, Path directory, int port) throws IOException {
    this.host = host;
    this.directory = directory;
    this.port = port;
    writeConfiguration();
    cscli("machines", "add", "-a", "--force").expectSuccess();
    process = launch();
  }

  /** As {@link #start(TestHost, Path)}, on this machine's loopback. */
  public static RealCrowdSec start(Path directory) {
    return start(TestHost.here(), directory);
  }

  /**
   * Starts it on the loopback of a host and waits until it answers.
   *
   * @param directory empty; it may be removed once this is closed
   */
  public static RealCrowdSec start(TestHost host, Path directory) {
    try {
      RealCrowdSec crowdSec = new RealCrowdSec(host, directory.toAbsolutePath(), FreePort.pick());
      crowdSec.awaitAnswerOrStop();
      return crowdSec;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file with which {@code cscli} logs in as a machine. */
  public Path machineCredentials() {
    return directory.resolve("local_api_credentials.yaml");
  }

  @Override
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  @Override
  public String addBouncer(String name) {
    return cscli("bouncers", "add", name, "-o", "raw").expectSuccess().strip();
  }

  @Override
  public void addMachine(String id, String password) {
    String file = directory.resolve("machine.yaml").toString();
    cscli("machines", "add", id, "--password", password, "--file", file, "--force").expectSuccess();
  }

  @Override
  public void add(String value, String duration, String type) {
    cscli("decisions", "add", flag(value), value, "--duration", duration, "--type", type)
        .expectSuccess();
  }

  @Override
  public void delete(String value) {
    cscli("decisions", "delete", flag(value), value).expectSuccess();
  }

  @Override
  public void delete(long id) {
    cscli("decisions", "delete", "--id", Long.toString(id)).expectSuccess();
  }

  /** Runs any command of its command line to its end. */
  public Finished cscli(String... words) {
    List<String> whole =
        new ArrayList<>(List.of(PeerPackages.program("cscli").toString(), "-c", configuration()));
    whole.addAll(List.of(words));
    return TestHost.finish(host.command(whole));
  }

  @Override
  public void stop() {
    TestHost.end(process);
  }

  @Override
  public void restart() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitAnswerOrStop();
  }

  @Override
  public void close() {
    stop();
  }

  @Override
  public String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process launch() throws IOException {
    return host.command(
            PeerPackages.program("crowdsec").toString(), "-c", configuration(), "-no-cs")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
        .start();
  }

  private void awaitAnswerOrStop() {
    boolean answered = false;
    try {
      await().atMost(START_BOUND).pollInterval(Duration.ofMillis(50)).until(this::answers);
      answered = true;
    } finally {
      if (!answered) {
        stop();
      }
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("crowdsec has ended: " + log());
    }
    return cscli("decisions", "list", "--limit", "1").succeeded();
  }

  private String configuration() {
    return directory.resolve("config.yaml").toString();
  }

  private Path logFile() {
    return directory.resolve("crowdsec.log");
  }

  /** The least that 1.4.6 starts with; it makes the mandatory directories for nobody. */
  private void writeConfiguration() throws IOException {
    for (String name : List.of("hub", "notifications", "plugins")) {
      Files.createDirectories(directory.resolve(name));
    }
    Files.writeString(directory.resolve("simulation.yaml"), "simulation: false\n");
    Files.writeString(directory.resolve("profiles.yaml"), PROFILES);
    Files.writeString(
        Path.of(configuration()),
        CONFIGURATION.replace("DIRECTORY", directory.toString()).replace("PORT", "" + port));
  }

  private static String flag(String value) {
    return value.indexOf('/') >= 0 ? "--range" : "--ip";
  }

  private static final String PROFILES =
      """
      name: bans
      filters: ["Alert.Remediation == true"]
      decisions: [{type: ban, duration: 4h}]
      on_success: break
      """;

  private static final String CONFIGURATION =
      """
      common: {daemonize: false, log_media: stdout, log_level: info, working_dir: DIRECTORY}
      config_paths:
        config_dir: DIRECTORY
        data_dir: DIRECTORY
        simulation_path: DIRECTORY/simulation.yaml
        hub_dir: DIRECTORY/hub
        index_path: DIRECTORY/hub/.index.json
        notification_dir: DIRECTORY/notifications
        plugin_dir: DIRECTORY/plugins
      cscli: {output: human}
      db_config: {type: sqlite, db_path: DIRECTORY/crowdsec.db, use_wal: true}
      api:
        client: {credentials_path: DIRECTORY/local_api_credentials.yaml}
        server:
          log_level: info
          listen_uri: 127.0.0.1:PORT
          profiles_path: DIRECTORY/profiles.yaml
      prometheus: {enabled: false}
      """;
}
