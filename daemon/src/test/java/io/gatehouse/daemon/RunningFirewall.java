package io.gatehouse.daemon;

import io.gatehouse.daemon.peer.PeerPackages;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code bin/gatehouse firewall} as a process of its own in a namespace, with the file of Debian's
 * package: only what the package's installation fills in is filled in. What tests need besides
 * stands in the {@code .local} overlay. Not thread-safe.
 */
final class RunningFirewall implements AutoCloseable {
  private final TestHost host;
  private final Path file;
  private final Path log;
  private Process process;

  private RunningFirewall(TestHost host, Path directory) throws IOException {
    this.host = host;
    file = directory.resolve("crowdsec-firewall-bouncer.yaml");
    log = directory.resolve("gatehouse.log");
    process = launch();
  }

  /**
   * Starts it and waits for nothing.
   *
   * @param directory for its files; another one for each that runs at a time
   * @param overlay more keys, as YAML
   */
  static RunningFirewall start(
      TestHost host, Path directory, URI lapi, String key, String... overlay) {
    try {
      Files.writeString(
          directory.resolve("crowdsec-firewall-bouncer.yaml"),
          PeerPackages.bouncerConfiguration(lapi, key));
      Files.writeString(
          directory.resolve("crowdsec-firewall-bouncer.yaml.local"),
          "update_frequency: 1s\nrun_dir: %s\n".formatted(directory.resolve("run"))
              + String.join("\n", overlay)
              + "\n");
      return new RunningFirewall(host, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #start(TestHost, Path, URI, String, String...)}, with a file of the test's own. */
  static RunningFirewall start(TestHost host, Path directory, String configuration) {
    try {
      Files.writeString(directory.resolve("crowdsec-firewall-bouncer.yaml"), configuration);
      return new RunningFirewall(host, directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the file anew; it is read at the next start or {@link #reload}. */
  void configure(String configuration) {
    try {
      Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to read its file again: SIGHUP. */
  void reload() {
    TestHost.here().expect("kill", "-HUP", Long.toString(process.pid()));
  }

  /** Of the JVM: the launcher has become it. */
  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** What it has said so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs another verb on the same file to its end and returns what it printed. */
  String expect(String verb) {
    return TestHost.finish(host.command(words(verb))).expectSuccess();
  }

  /** The exit code of a process that ends by itself within 20 s. */
  int exitCode() {
    if (!endsWithin(20)) {
      throw new AssertionError("it has not ended: " + log());
    }
    return process.exitValue();
  }

  /** Asks it to end, as a service manager does, and waits until it has. */
  void terminate() {
    process.destroy();
    exitCode();
  }

  /** Ends it at once: {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
    endsWithin(5);
  }

  /** Starts it again with the same file. */
  void startAgain() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }

  private Process launch() throws IOException {
    return host.command(words())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private List<String> words(String... verb) {
    List<String> words = new ArrayList<>(List.of(PackagedProgram.launcher(), "firewall"));
    words.addAll(List.of("-c", file.toString()));
    words.addAll(List.of(verb));
    return words;
  }

  private boolean endsWithin(long seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
