package io.gatehouse.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.lapi.contract.Caller;
import io.gatehouse.lapi.contract.Wire;
import io.gatehouse.lapi.contract.WireAnswer;
import io.gatehouse.testing.TestHost;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What {@code lapi serve} says and does when its database is not as it should be. */
class LapiStorageFaultsIT extends LapiStage {

  @Test
  void a_file_that_is_no_database_is_told() throws IOException {
    Files.writeString(path("lapi").resolve("gatehouse.db"), "nothing of the kind\n".repeat(1000));

    String reason = reasonOf(launchLapi());

    assertThat(reason).contains("gatehouse.db").containsIgnoringCase("database");
  }

  @Test
  void a_damaged_database_is_told_and_left_as_it_is() throws IOException {
    RunningLapi lapi = startLapi();
    Wire wire = wireTo(lapi);
    Caller machine = machine(lapi, wire);
    for (int i = 0; i < 20; i++) {
      ban(wire, machine, addresses(i, 500)).expect(201);
    }
    lapi.stop();
    Path file = path("lapi").resolve("gatehouse.db");
    damage(file);
    byte[] damaged = Files.readAllBytes(file);

    RunningLapi again = launchLapi();

    assertThat(reasonOf(again))
        .contains("gatehouse.db")
        .containsPattern("corrupt|damaged|malformed");
    assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
  }

  @Test
  void a_database_that_another_program_holds_is_told() throws SQLException {
    RunningLapi lapi = startLapi();
    lapi.stop();
    Path file = path("lapi").resolve("gatehouse.db");

    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode=EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      RunningLapi second = launchLapi();

      assertThat(reasonOf(second)).contains("gatehouse.db").containsPattern("another program|locked");
    }
  }

  @Test
  void a_second_server_on_one_database_ends_and_the_first_goes_on() throws IOException {
    RunningLapi first = startLapi();
    String key = first.addBouncer("bouncer");

    RunningLapi second =
        closing(
            RunningLapi.launch(
                TestHost.here(), path("second"), path("lapi").toAbsolutePath().toString()));

    assertThat(reasonOf(second)).contains("gatehouse.db").containsPattern("another|in use|running");
    assertThat(startup(wireTo(first), Caller.bouncer(key)).added()).isEmpty();
    first.ban("1.2.3.4", "4h");
  }

  @Test
  void a_full_disk_refuses_what_is_new_keeps_what_is_there_and_heals() throws IOException {
    Path small = path("small");
    Assumptions.assumeTrue(
        TestHost.here()
            .run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString())
            .succeeded(),
        "file systems may not be mounted here");
    try (SmallDisk disk = new SmallDisk(small)) {
      RunningLapi lapi =
          closing(RunningLapi.startWithData(TestHost.here(), path("lapi"), disk.path()));
      Wire wire = wireTo(lapi);
      Caller bouncer = Caller.bouncer(lapi.addBouncer("bouncer"));
      Caller machine = machine(lapi, wire);
      ban(wire, machine, List.of("1.2.3.4")).expect(201);
      disk.fill();

      WireAnswer refused = banUntilRefused(wire, machine);
      assertThat(refused.status()).isBetween(500, 599);
      assertThat(refused.body()).startsWith("{\"message\":\"").containsPattern("full|no space");
      assertThat(startup(wire, bouncer).added()).contains("1.2.3.4");
      assertThat(lapi.log()).containsPattern("full|no space").doesNotContain("\tat ");

      disk.free();
      ban(wire, machine, List.of("5.6.7.8")).expect(201);
      assertThat(startup(wire, bouncer).added()).contains("1.2.3.4", "5.6.7.8");
      lapi.stop();
    }
  }

  private static WireAnswer banUntilRefused(Wire wire, Caller machine) {
    for (int i = 0; i < 200; i++) {
      WireAnswer answer = ban(wire, machine, addresses(i, 500));
      if (answer.status() != 201) {
        return answer;
      }
    }
    throw new AssertionError("the disk has not become full");
  }

  private RunningLapi launchLapi() {
    Path directory = path("lapi");
    return closing(
        RunningLapi.launch(TestHost.here(), directory, directory.toAbsolutePath().toString()));
  }

  /** Overwrites everything but the head and the first page. */
  private static void damage(Path file) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[4096];
      Arrays.fill(noise, (byte) 0x5a);
      for (long at = 2 * 4096; at + 4096 <= access.length(); at += 2 * 4096) {
        access.seek(at);
        access.write(noise);
      }
    }
  }

  /** A file system with room for little, most of which a file of its own takes. */
  private record SmallDisk(Path directory) implements AutoCloseable {
    String path() {
      return directory.toAbsolutePath().toString();
    }

    void fill() throws IOException {
      long room = Files.getFileStore(directory).getUsableSpace() - 512 * 1024;
      Files.write(directory.resolve("ballast"), new byte[(int) Math.max(0, room)]);
    }

    void free() throws IOException {
      Files.delete(directory.resolve("ballast"));
    }

    @Override
    public void close() {
      TestHost.here().run("umount", "-l", path());
    }
  }
}
