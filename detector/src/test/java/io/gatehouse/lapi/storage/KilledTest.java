package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.lapi.storage.StorageException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What of a process that is killed while it writes is there afterwards. */
@Timeout(180)
class KilledTest {
  private static final int ROUNDS = 8;

  @TempDir Path directory;

  private final Set<Long> alerts = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();

  @Test
  void nothing_acknowledged_is_lost_and_nothing_is_there_in_part() throws Exception {
    Random random = new Random(7);
    Path file = directory.resolve("gatehouse.db");
    for (int round = 0; round < ROUNDS; round++) {
      killAmidWrites(file, random);
      try (LapiDatabase database = LapiDatabase.open(file, InstantSource.system())) {
        verify(database, round);
      }
    }
  }

  private void killAmidWrites(Path file, Random random) throws IOException, InterruptedException {
    Process child = start(file, random.nextLong());
    try (BufferedReader lines = child.inputReader()) {
      int before = 1 + random.nextInt(120);
      for (int i = 0; i < before; i++) {
        note(lines.readLine());
      }
      spin(random.nextInt(20_000_000));
      kill(child);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line);
      }
    }
    assertThat(child.waitFor()).isEqualTo(128 + 9);
  }

  private static Process start(Path file, long seed) throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WritingChild.class.getName(),
            file.toString(),
            Long.toString(seed))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Through its handle: the process itself would close the pipe that holds its last words. */
  private static void kill(Process child) {
    assertThat(child.toHandle().destroyForcibly()).isTrue();
  }

  private static void awaitOpen(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (!"open".equals(line)) {
      assertThat(line).isNotNull();
      line = lines.readLine();
    }
  }

  /** A line that the kill has cut says nothing. */
  private void note(String line) {
    if (line != null && line.matches("alert \\d+")) {
      alerts.add(Long.parseLong(line.substring(6)));
    } else if (line != null && line.matches("ended \\d+")) {
      ended.add(Long.parseLong(line.substring(6)));
    }
  }

  /** Lets the child get anywhere within a write: most of them take less than this. */
  private static void spin(long nanos) {
    for (long start = System.nanoTime(); System.nanoTime() - start < nanos; ) {
      Thread.onSpinWait();
    }
  }

  private void verify(LapiDatabase database, int round) throws StorageException {
    Set<Long> missing = new HashSet<>(alerts);
    long[] decisions = {0};
    database
        .alerts()
        .find(
            AlertFilter.ALL,
            alert -> {
              missing.remove(alert.id());
              decisions[0] += alert.decisions().size();
              assertThat(alert.decisions()).as("round %d", round).hasSize(alert.eventsCount());
              assertThat(alert.events()).hasSize(1);
              assertThat(alert.meta()).hasSize(1);
            });
    assertThat(missing).as("round %d", round).isEmpty();

    Set<Long> stillActive = new HashSet<>();
    long[] loaded = {0};
    long last =
        database.load(
            (decision, added, removed) -> {
              loaded[0]++;
              if (removed == 0 && ended.contains(decision.id())) {
                stillActive.add(decision.id());
              }
              assertThat(Math.max(added, removed)).isLessThanOrEqualTo(database.lastCommit());
            });
    assertThat(stillActive).as("round %d", round).isEmpty();
    assertThat(loaded[0]).isEqualTo(decisions[0]);
    assertThat(last).isPositive();
  }

  @Test
  void what_an_import_left_behind_is_removed() throws Exception {
    Path file = directory.resolve("gatehouse.db");
    try (LapiDatabase database = LapiDatabase.open(file, InstantSource.system())) {
      assertThat(database.lastCommit()).isZero();
    }
    try (Sql sql = new Sql(new Connections(file, Duration.ZERO).plain())) {
      sql.run("INSERT INTO staging VALUES (1, 1, 1, 3)");
      sql.run("INSERT INTO decisions VALUES (1, 1, 1, '192.0.2.1', NULL, NULL, 0, NULL)");
      sql.run("INSERT INTO decisions VALUES (2, 1, 1, '192.0.2.2', NULL, NULL, 0, NULL)");
      sql.run("INSERT INTO events VALUES (1, 0, 0, '[]')");
      sql.run("UPDATE state SET last_alert = 1, last_decision = 3");
    }
    try (LapiDatabase database = LapiDatabase.open(file, InstantSource.system())) {
      assertThat(database.decisions().sweep()).isZero();
    }
    try (Sql sql = new Sql(new Connections(file, Duration.ZERO).plain())) {
      for (String table : List.of("staging", "decisions", "events")) {
        assertThat(sql.number("SELECT count(*) FROM " + table)).as(table).isZero();
      }
    }
  }

  @Test
  void a_second_process_gets_a_clear_word() throws Exception {
    Path file = directory.resolve("gatehouse.db");
    Process child = start(file, 1);
    try (BufferedReader lines = child.inputReader()) {
      awaitOpen(lines);
      assertThatThrownBy(() -> LapiDatabase.open(file, InstantSource.system()))
          .isInstanceOfSatisfying(
              StorageException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.LOCKED))
          .hasMessage(
              "storage: %s: is in use by process %d; ask that one, or stop it first",
              file, child.pid());
      kill(child);
      child.waitFor();
    }
    try (LapiDatabase database = LapiDatabase.open(file, InstantSource.system())) {
      assertThat(Files.exists(file)).isTrue();
      assertThat(database.machines().all()).isEmpty();
    }
  }
}
