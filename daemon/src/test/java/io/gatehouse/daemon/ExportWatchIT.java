package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code export --watch} beside a real LAPI: the file that it keeps, and whom it tells. */
class ExportWatchIT extends LapiStage {
  private static final String FIRST = "192.0.2.1";
  private static final String SECOND = "192.0.2.2";

  @Test
  void the_file_follows_decisions_and_whoever_reads_it_is_told() throws Exception {
    RunningLapi lapi = startLapi();
    lapi.add(FIRST, "4h", "ban");
    watch(lapi);
    awaitTold(List.of(FIRST));
    Object before = identity();

    lapi.add(SECOND, "4h", "ban");
    awaitTold(List.of(FIRST, SECOND));
    assertThat(identity()).as("a file of its own, moved into the place").isNotEqualTo(before);
    lapi.delete(FIRST);
    awaitTold(List.of(SECOND));

    try (Stream<Path> left = Files.list(file().getParent())) {
      assertThat(left).containsExactlyInAnyOrder(file(), told());
    }
  }

  @Test
  void while_lapi_is_away_the_file_stays_and_sigterm_ends_it_all() throws Exception {
    RunningLapi lapi = startLapi();
    lapi.add(FIRST, "4h", "ban");
    Process export = watch(lapi);
    awaitTold(List.of(FIRST));

    lapi.kill();
    await().until(() -> log().contains("pull failed"));
    assertThat(entries(file())).containsExactly(FIRST);

    lapi.restart();
    lapi.add(SECOND, "4h", "ban");
    awaitTold(List.of(FIRST, SECOND));
    export.destroy(); // SIGTERM
    assertThat(export.waitFor(20, TimeUnit.SECONDS)).as(log()).isTrue();
    assertThat(export.exitValue()).isZero();
    assertThat(entries(file())).containsExactly(FIRST, SECOND);
  }

  private static List<String> entries(Path list) throws IOException {
    return Files.readAllLines(list).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private Process watch(RunningLapi lapi) throws IOException {
    Path configuration = path("export").resolve("export.yaml");
    Files.writeString(
        configuration,
        """
        api_url: %s
        api_key: %s
        update_frequency: 1s
        """
            .formatted(lapi.uri(), lapi.addBouncer("export")));
    ProcessBuilder command =
        new ProcessBuilder(
            PackagedProgram.launcher(),
            "export",
            "-c",
            configuration.toString(),
            "--file",
            file().toString(),
            "--watch",
            "--",
            "cp",
            file().toString(),
            told().toString());
    Process process = command.redirectErrorStream(true).redirectOutput(logFile().toFile()).start();
    closing(process::destroyForcibly);
    return process;
  }

  /** The command has copied exactly this list. */
  private void awaitTold(List<String> values) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(entries(told())).as(log()).isEqualTo(values));
  }

  private Object identity() throws IOException {
    return Files.readAttributes(file(), BasicFileAttributes.class).fileKey();
  }

  private Path file() {
    return path("lists").resolve("banned.txt");
  }

  private Path told() {
    return path("lists").resolve("told.txt");
  }

  private Path logFile() {
    return path("export").resolve("log.txt");
  }

  private String log() {
    try {
      return Files.readString(logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
