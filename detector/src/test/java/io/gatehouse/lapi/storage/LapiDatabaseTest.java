package io.gatehouse.lapi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.alert.Alert;
import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.active.StoredDecision;
import io.gatehouse.testing.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LapiDatabaseTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  private final List<StoredDecision> told = new ArrayList<>();
  private final List<Removal> ended = new ArrayList<>();

  private LapiDatabase open() throws StorageException {
    return LapiDatabase.open(
        directory.resolve("gatehouse.db"),
        time,
        (commit, added, removed) -> {
          told.addAll(added);
          ended.addAll(removed);
        });
  }

  @Test
  void an_alert_comes_back_as_it_was_stored() throws Exception {
    Alert alert = SampleAlerts.banning(START, "192.0.2.7", Duration.ofHours(4));
    try (LapiDatabase database = open()) {
      assertThat(database.alerts().add("web01", List.of(alert))).containsExactly(1L);
    }
    try (LapiDatabase database = open()) {
      Alert found = database.alerts().find(1).orElseThrow();

      assertThat(found)
          .usingRecursiveComparison()
          .ignoringFields("id", "uuid", "machineId", "createdAt", "decisions")
          .isEqualTo(alert);
      assertThat(found.machineId()).isEqualTo("web01");
      assertThat(found.createdAt()).isEqualTo(START);
      assertThat(found.decisions())
          .singleElement()
          .satisfies(
              d -> {
                assertThat(d.value()).isEqualTo("192.0.2.7");
                assertThat(d.duration()).isEqualTo(Duration.ofHours(4));
              });
    }
  }

  @Test
  void listeners_hear_of_decisions_before_the_caller_goes_on() throws Exception {
    try (LapiDatabase database = open()) {
      database
          .alerts()
          .add(null, List.of(SampleAlerts.banning(START, "192.0.2.7", Duration.ofHours(4))));

      assertThat(told).extracting(StoredDecision::value).containsExactly("192.0.2.7");
      assertThat(database.lastCommit()).isEqualTo(1);

      time.advance(Duration.ofHours(4));
      assertThat(database.decisions().sweep()).isEqualTo(1);
      assertThat(ended).containsExactly(new Removal(1, START.plus(Duration.ofHours(4))));
      assertThat(database.lastCommit()).isEqualTo(2);
    }
  }

  @Test
  void a_large_import_appears_at_once_and_is_loaded_again() throws Exception {
    try (LapiDatabase database = open()) {
      database
          .alerts()
          .add(null, List.of(SampleAlerts.importing(START, 12_345, Duration.ofDays(1))));
      assertThat(told).hasSize(12_345);
      assertThat(database.lastCommit()).isEqualTo(1);
    }
    try (LapiDatabase database = open()) {
      List<StoredDecision> loaded = new ArrayList<>();
      assertThat(database.load((decision, added, removed) -> loaded.add(decision))).isEqualTo(1);
      assertThat(loaded).isEqualTo(told);
    }
  }

  @Test
  void only_the_owner_may_read_the_files() throws Exception {
    try (LapiDatabase database = open()) {
      database.settings().put("a", "b");
      try (var files = Files.list(directory)) {
        assertThat(files.filter(Files::isRegularFile).toList())
            .hasSize(4)
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }
}
