package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.lapi.storage.StorageException.Kind;
import io.gatehouse.testing.ManualTime;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class StorageFailureTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("gatehouse.db");
  }

  private LapiDatabase open() throws StorageException {
    return LapiDatabase.open(file, time, Duration.ZERO, List.of());
  }

  private void assertRefused(Kind kind, String words) {
    assertThatThrownBy(() -> open().close())
        .isInstanceOfSatisfying(
            StorageException.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.file()).isEqualTo(file);
            })
        .hasMessageStartingWith("storage: " + file + ": ")
        .hasMessageContaining(words)
        .hasMessageNotContaining("\n");
  }

  private void fill() throws StorageException {
    try (LapiDatabase database = open()) {
      database.machines().tryAdd(machine("web01"));
      database
          .alerts()
          .add("web01", List.of(SampleAlerts.importing(START, 300, Duration.ofDays(1))));
      for (int i = 0; i < 30; i++) {
        String address = SampleAlerts.address(i);
        database
            .alerts()
            .add("web01", List.of(SampleAlerts.banning(START, address, Duration.ofDays(1))));
      }
    }
  }

  private static StoredMachine machine(String name) {
    return StoredMachine.added(name, "hash", AuthType.PASSWORD, true, START);
  }

  @Test
  void a_file_that_is_no_database_is_called_damaged() throws Exception {
    Files.write(file, "no database at all\n".repeat(500).getBytes(StandardCharsets.US_ASCII));

    assertRefused(Kind.CORRUPT, "move it away and put a backup in its place");
  }

  @Test
  void a_directory_is_no_database() throws Exception {
    Files.createDirectory(file);

    assertRefused(Kind.OTHER, "is a directory");
  }

  @Test
  void a_missing_directory_is_named() {
    file = directory.resolve("missing").resolve("gatehouse.db");

    assertRefused(Kind.OTHER, "its directory does not exist");
  }

  @Test
  void a_newer_versions_file_is_left_alone() throws Exception {
    fill();
    sql("PRAGMA user_version = 99");

    assertRefused(Kind.NEWER_SCHEMA, "schema 99, this one knows 1");
  }

  @Test
  void another_programs_database_is_left_alone() throws Exception {
    sql("CREATE TABLE theirs (a)");

    assertRefused(Kind.OTHER, "is the database of another program");
  }

  private void sql(String text) throws Exception {
    try (Sql sql = new Sql(new Connections(file, Duration.ZERO).plain())) {
      sql.execute(text);
    }
  }

  @ParameterizedTest
  @CsvSource({"nfs4, true", "CIFS, true", "fuse.sshfs, true", "ext4, false", "tmpfs, false"})
  void network_file_systems_are_known_by_type(String type, boolean network) {
    assertThat(DatabaseFile.isNetwork(type)).isEqualTo(network);
  }

  @Test
  void our_own_process_has_it_open_once() throws Exception {
    try (LapiDatabase database = open()) {
      assertRefused(Kind.LOCKED, "is in use by process " + ProcessHandle.current().pid());
      database.settings().put("still", "works");
    }
    open().close();
  }

  @Test
  void another_programs_lock_is_busy_and_passes() throws Exception {
    fill();
    try (LapiDatabase database = open();
        Sql other = new Sql(new Connections(file, Duration.ZERO).plain())) {
      other.run("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> database.settings().put("a", "b"))
          .isInstanceOfSatisfying(
              StorageException.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.BUSY);
                assertThat(failure.canRetry()).isTrue();
              });
      assertThat(database.machines().all()).hasSize(1);

      other.run("ROLLBACK");
      database.settings().put("a", "b");
      assertThat(database.settings().find("a")).contains("b");
    }
  }

  @Test
  void a_truncated_file_is_noticed() throws Exception {
    fill();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }

    assertThatThrownBy(this::readEverything)
        .isInstanceOfSatisfying(
            StorageException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.CORRUPT));
  }

  @Test
  void flipped_bits_are_survived_or_called_damage() throws Exception {
    fill();
    byte[] whole = Files.readAllBytes(file);
    int noticed = 0;
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      byte[] damaged = whole.clone();
      for (int i = 0; i < 40; i++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(file, damaged);
      noticed += isNoticed(seed) ? 1 : 0;
    }
    assertThat(noticed).isGreaterThan(20);
  }

  /** Whether damage was called so; anything else that is thrown fails the test. */
  private boolean isNoticed(long seed) {
    try {
      readEverything();
      return false;
    } catch (StorageException damage) {
      assertThat(damage.kind())
          .as("seed %d: %s", seed, damage.getMessage())
          .isIn(Kind.CORRUPT, Kind.NEWER_SCHEMA, Kind.OTHER);
      return true;
    }
  }

  private void readEverything() throws StorageException {
    try (LapiDatabase database = open()) {
      database.load((decision, added, removed) -> {});
      database.alerts().find(AlertFilter.ALL);
      database.machines().all();
      database.bouncers().all();
      database.alerts().add("x", List.of(SampleAlerts.banning(START, "192.0.2.1", Duration.ZERO)));
      database.decisions().sweep();
      database.alerts().delete(AlertFilter.ALL);
      database.flush(FlushRules.DEFAULT);
    }
  }

  @Test
  void a_full_disk_is_said_and_forgotten_once_there_is_room() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "mounting needs root");
    Process child = onSmallDisk();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(child.waitFor() != FullDiskChild.NO_MOUNT, "mounting is not allowed here");

    assertThat(said)
        .contains("FULL storage: ")
        .contains("the disk is full; free some space, what was acknowledged is not lost")
        .contains("kept all")
        .contains("import FULL")
        .endsWith("works again\n");
  }

  private Process onSmallDisk() throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    return new ProcessBuilder(
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount -t tmpfs -o size=6m small \"$0\" || exit "
                + FullDiskChild.NO_MOUNT
                + "; exec \"$@\"",
            directory.toString(),
            java,
            "-cp",
            System.getProperty("java.class.path"),
            FullDiskChild.class.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
