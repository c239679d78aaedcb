package io.gatehouse.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.daemon.settings.LogSettings;
import io.gatehouse.daemon.settings.LogSettings.Level;
import io.gatehouse.daemon.settings.LogSettings.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogSetupTest {
  @TempDir private Path dir;

  @AfterEach
  void backToStandardError() {
    LogSetup.apply(settings(Output.STDOUT, dir, Level.ERROR), LogSettings.FILE_NAME);
  }

  @Test
  void a_file_is_private_and_has_one_line_an_event() throws Exception {
    LogSetup.apply(settings(Output.FILE, dir, Level.INFO), LogSettings.FILE_NAME);

    LoggerFactory.getLogger("io.gatehouse.lapi.LapiClient")
        .info("connected to {}", "a\nb\u001b[1m");
    LoggerFactory.getLogger("io.gatehouse.lapi.LapiClient").debug("not this one");

    Path file = dir.resolve(LogSettings.FILE_NAME);
    assertThat(Files.readString(file))
        .matches("\\d{4}-\\S+Z INFO  lapi       connected to a\\\\nb\\\\u001b\\[1m\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_logger_may_have_a_level_of_its_own_until_it_is_taken_back() throws Exception {
    LogSetup.apply(settings(Output.FILE, dir, Level.INFO), LogSettings.FILE_NAME);
    Logger source = LoggerFactory.getLogger("io.gatehouse.detector.acquire.source0");

    LogSetup.setLevel(source.getName(), Optional.of(org.slf4j.event.Level.DEBUG));
    source.debug("told");
    LogSetup.setLevel(source.getName(), Optional.empty());
    source.debug("not told");

    assertThat(Files.readString(dir.resolve(LogSettings.FILE_NAME)))
        .endsWith(" DEBUG acquire    told\n")
        .hasLineCount(1);
  }

  @Test
  void a_directory_that_cannot_be_written_falls_back_and_says_so() {
    assertThat(
            LogSetup.apply(
                settings(Output.FILE, dir.resolve("missing"), Level.ERROR), LogSettings.FILE_NAME))
        .isFalse();
  }

  @Test
  void a_file_that_even_root_cannot_create_falls_back_and_says_so() {
    Path kernelsOwn = Path.of("/proc");

    assertThat(
            LogSetup.apply(settings(Output.FILE, kernelsOwn, Level.ERROR), LogSettings.FILE_NAME))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "io.gatehouse.lapi.LapiClient, lapi",
    "io.gatehouse.firewall.nftables.NftablesEnforcer, nftables",
    "plain, plain",
    "'', ''",
    "a.B, a"
  })
  void the_area_is_the_package_that_speaks(String logger, String area) {
    assertThat(LogLine.area(logger)).isEqualTo(area);
  }

  private static LogSettings settings(Output output, Path directory, Level level) {
    return new LogSettings(output, directory, level, 1, 3, 30, true);
  }
}
