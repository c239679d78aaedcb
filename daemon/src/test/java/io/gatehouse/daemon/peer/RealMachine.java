package io.gatehouse.daemon.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.gatehouse.testing.Finished;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine with Debian's CrowdSec 1.4.6 and no LAPI of its own: {@code cscli}, and the agent that
 * reads an sshd's log with the package's own parsers and scenario. All it writes is below one
 * directory. Not thread-safe.
 */
public final class RealMachine implements AutoCloseable {
  private static final String HUB = "usr/share/crowdsec/hub/";
  private static final List<String> ITEMS =
      List.of(
          "parsers/s00-raw/crowdsecurity/syslog-logs.yaml",
          "parsers/s01-parse/crowdsecurity/sshd-logs.yaml",
          "parsers/s02-enrich/crowdsecurity/dateparse-enrich.yaml",
          "scenarios/crowdsecurity/ssh-bf.yaml");
  private static final DateTimeFormatter SYSLOG =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  private final TestHost host;
  private final Path directory;
  private @Nullable Process agent;

  private RealMachine(TestHost host, Path directory) {
    this.host = host;
    this.directory = directory;
  }

  /**
   * Sets it up with the credentials of a machine that the LAPI knows.
   *
   * @param directory empty; may be removed once this is closed
   */
  public static RealMachine of(
      TestHost host, Path directory, OperatedLapi lapi, String id, String password) {
    RealMachine machine = new RealMachine(host, directory.toAbsolutePath());
    try {
      machine.writeConfiguration();
      Files.writeString(
          machine.file("credentials.yaml"),
          "url: %s\nlogin: %s\npassword: %s\n".formatted(lapi.uri(), id, password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machine;
  }

  /** Runs a command of its command line to its end. */
  public Finished cscli(String... words) {
    List<String> whole = new ArrayList<>(List.of(PeerPackages.program("cscli").toString()));
    whole.addAll(List.of("-c", file("config.yaml").toString()));
    whole.addAll(List.of(words));
    return TestHost.finish(host.command(whole));
  }

  /** Starts the agent; it reads what {@link #guessPasswords} adds once it is there. */
  public void startAgent() {
    try {
      agent =
          host.command(
                  PeerPackages.program("crowdsec").toString(), "-c", file("config.yaml").toString())
              .redirectErrorStream(true)
              .redirectOutput(file("agent.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes into its log what an sshd writes when somebody tries one name after the other. */
  public void guessPasswords(String address) {
    String time = SYSLOG.format(ZonedDateTime.now(ZoneOffset.UTC));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      lines
          .append(time)
          .append(" door sshd[4711]: Failed password for invalid user admin")
          .append("%d from %s port 4022 ssh2%n".formatted(i, address));
    }
    try {
      Files.writeString(file("auth.log"), lines, UTF_8, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the agent has said so far. */
  public String agentLog() {
    try {
      return Files.readString(file("agent.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (agent != null) {
      TestHost.end(agent);
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void writeConfiguration() throws IOException {
    for (String name : List.of("hub", "notifications", "plugins", "data", "scenarios")) {
      Files.createDirectories(file(name));
    }
    Files.writeString(file("hub/.index.json"), EMPTY_INDEX);
    Files.writeString(file("simulation.yaml"), "simulation: false\n");
    Files.writeString(file("auth.log"), "");
    Files.writeString(
        file("acquis.yaml"),
        "filenames: [%s]\nlabels: {type: syslog}\n".formatted(file("auth.log")));
    Files.writeString(
        file("config.yaml"), CONFIGURATION.replace("DIRECTORY", directory.toString()));
    copyFromPackage();
  }

  private void copyFromPackage() throws IOException {
    for (String item : ITEMS) {
      Path copy = file(item.replace("crowdsecurity/", ""));
      Files.createDirectories(copy.getParent());
      Files.copy(PeerPackages.file(HUB + item), copy);
    }
    Files.createDirectories(file("patterns"));
    try (Stream<Path> patterns = Files.list(PeerPackages.file("etc/crowdsec/patterns"))) {
      for (Path pattern : patterns.toList()) {
        Files.copy(pattern, file("patterns").resolve(pattern.getFileName()));
      }
    }
  }

  private static final String EMPTY_INDEX =
      """
      {"parsers":{},"scenarios":{},"collections":{},"postoverflows":{}}
      """;

  private static final String CONFIGURATION =
      """
      common: {daemonize: false, log_media: stdout, log_level: info, working_dir: DIRECTORY}
      config_paths:
        config_dir: DIRECTORY
        data_dir: DIRECTORY/data
        simulation_path: DIRECTORY/simulation.yaml
        hub_dir: DIRECTORY/hub
        index_path: DIRECTORY/hub/.index.json
        notification_dir: DIRECTORY/notifications
        plugin_dir: DIRECTORY/plugins
      crowdsec_service: {acquisition_path: DIRECTORY/acquis.yaml, parser_routines: 1}
      cscli: {output: human}
      db_config: {type: sqlite, db_path: DIRECTORY/data/unused.db, use_wal: true}
      api:
        client: {credentials_path: DIRECTORY/credentials.yaml}
        server: {enable: false}
      prometheus: {enabled: false}
      """;
}
