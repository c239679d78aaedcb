package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.EchoStream;
import io.gatehouse.testing.EchoStream.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse up} in a namespace: from a line in a log to the kernel, over kills. */
@Tag("netns")
@Timeout(180)
class UpIT extends FirewallStage {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path dir;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    Files.createFile(dir.resolve("access.log"));
    Files.writeString(
        dir.resolve("gatehouse.yaml"),
        """
        data_dir: %1$s/data
        run_dir: %1$s/run
        acquisition: [{filenames: [%1$s/access.log], labels: {type: nginx}}]
        prometheus: {listen_port: 0}
        """
            .formatted(dir));
    launch();
    awaitLog("up: ", 1);
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
  }

  @Test
  void what_is_logged_is_dropped_and_stays_so_over_a_kill() throws Exception {
    probe(CLIENT);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(pair().answers(CLIENT)).as(this::log).isFalse());

    Totals banned;
    Totals good;
    try (EchoStream fromClient = pair().stream(CLIENT);
        EchoStream fromNeighbour = pair().stream(NEIGHBOUR)) {
      process.destroyForcibly().waitFor();
      probe("198.51.100.99");
      launch();
      awaitLog("Ip 198.51.100.99 performed", 1);
      banned = fromClient.stop();
      good = fromNeighbour.stop();
    }

    assertThat(banned.sent()).isPositive();
    assertThat(banned.answered()).isZero();
    assertThat(good.answered()).isGreaterThanOrEqualTo(good.sent() - 1);
  }

  @Test
  void a_signal_ends_it_and_the_next_start_knows_what_was_decided() throws Exception {
    probe(CLIENT);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(pair().answers(CLIENT)).as(this::log).isFalse());

    process.destroy();

    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(log()).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(pair().answers(CLIENT)).isFalse();
    launch();
    awaitLog("up: ", 2);
    assertThat(log()).contains("1 active decisions");
    assertThat(pair().answers(CLIENT)).isFalse();
  }

  /** Sixteen pages and more that are not there, as an attacker asks for them. */
  private void probe(String address) throws IOException {
    String lines =
        IntStream.range(0, 20)
            .mapToObj(
                n ->
                    "%s - - [28/Nov/2026:12:00:00 +0000] \"GET /missing-%d.php HTTP/1.1\" 404 9 \"-\" \"probe\"\n"
                        .formatted(address, n))
            .reduce("", String::concat);
    Files.writeString(dir.resolve("access.log"), lines, StandardOpenOption.APPEND);
  }

  private void launch() throws IOException {
    process =
        pair()
            .guarded()
            .command(
                PackagedProgram.launcher(), "up", "-c", dir.resolve("gatehouse.yaml").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
            .start();
  }

  private void awaitLog(String text, long times) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(log().lines().filter(line -> line.contains(text)).count())
                    .as(this::log)
                    .isGreaterThanOrEqualTo(times));
  }

  private String log() {
    try {
      return Files.readString(dir.resolve("log"));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }
}
