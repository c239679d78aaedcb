package io.gatehouse.detector.acquire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.delayedExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link ReadingChild} in a JVM of its own, which ends after a minute at the latest. */
final class ReadingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ReadingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
    delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);
  }

  /** Follows a log, remembered in a directory. */
  static ReadingProcess following(Path log, Path data, String... jvm) throws IOException {
    return start(List.of(data.toString(), log.toString()), jvm);
  }

  /** Reads a file once. */
  static ReadingProcess replaying(Path log, String... jvm) throws IOException {
    return start(List.of(log.toString()), jvm);
  }

  private static ReadingProcess start(List<String> arguments, String... jvm) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(Arrays.asList(jvm));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ReadingChild.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    return new ReadingProcess(builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** The next line, or {@link ReadingChild#READY}; null at the end. */
  @Nullable String nextLine() throws IOException {
    return out.readLine();
  }

  /** The next line, which has to be there. */
  String line() throws IOException {
    String line = nextLine();
    assertThat(line).isNotNull();
    return String.valueOf(line);
  }

  /** Lets it read what there is at first, and see what it is to follow. */
  void awaitReady() throws IOException {
    assertThat(out.readLine()).isEqualTo(ReadingChild.READY);
  }

  /** Through its handle: the process itself would close the pipe that holds its last words. */
  void kill() {
    assertThat(process.toHandle().destroyForcibly()).isTrue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
  }
}
