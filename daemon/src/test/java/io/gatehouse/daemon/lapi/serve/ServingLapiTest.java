package io.gatehouse.daemon.lapi.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.testing.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingLapiTest {
  private final ManualTime time = ManualTime.at("2026-01-01T00:00:00Z");
  @TempDir private Path dir;
  private LapiDatabase command;

  @BeforeEach
  void another_process_has_the_database() throws Exception {
    command = LapiDatabase.open(dir.resolve("gatehouse.db"), time);
  }

  @Test
  void a_command_that_has_the_database_is_waited_for() throws Exception {
    try (ServingLapi lapi = open(this::end)) {
      assertThat(lapi.places()).contains("admin.sock");
    }
  }

  @Test
  void a_server_that_has_the_database_is_not_waited_for_without_end() throws Exception {
    assertThatThrownBy(() -> open(() -> {}))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("is in use by process " + ProcessHandle.current().pid());
    command.close();
  }

  private void end() {
    try {
      command.close();
    } catch (StorageException e) {
      throw new AssertionError(e);
    }
  }

  private ServingLapi open(DatabaseTurn.Pause pause) throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("config.yaml"),
            """
            config_paths: {data_dir: %s}
            prometheus: {enabled: false}
            api: {server: {listen_uri: '127.0.0.1:0'}}
            """
                .formatted(dir));
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    EngineConfig config =
        EngineConfig.read(ConfigFile.read(file).open(Map.of(), report), file, Optional.empty());
    return ServingLapi.open(config, ServerSettings.of(config, Map.of()), time, pause);
  }
}
