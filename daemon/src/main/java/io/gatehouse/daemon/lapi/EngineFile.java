package io.gatehouse.daemon.lapi;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.settings.EngineConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's file, read and checked.
 *
 * @param config what it says
 * @param warnings what the operator should know, by line
 * @param table the settings in effect, secrets masked
 * @param mergedText the file with its overlay, variables as written
 */
public record EngineFile(
    EngineConfig config, List<ConfigProblem> warnings, String table, String mergedText) {

  private static final String DATA_DIR_VARIABLE = "GATEHOUSE_DATA_DIR";

  /**
   * Reads the file that is named, else the first that is there, else none at all, which is a valid
   * configuration.
   *
   * @param dataDir what {@code --data-dir} says, which beats the environment and the file
   * @throws ConfigException with every problem
   */
  public static EngineFile read(
      Optional<Path> named, Map<String, String> environment, Optional<Path> dataDir)
      throws ConfigException {
    ConfigFile file = open(named);
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    Optional<Path> data =
        dataDir.or(
            () ->
                Optional.of(environment.getOrDefault(DATA_DIR_VARIABLE, ""))
                    .filter(text -> !text.isEmpty())
                    .map(Path::of));
    EngineConfig config = EngineConfig.read(file.open(environment, report), file.path(), data);
    return new EngineFile(config, report.finish(), report.table(), file.mergedText());
  }

  private static ConfigFile open(Optional<Path> named) throws ConfigException {
    Optional<Path> file =
        named.or(() -> EngineConfig.DEFAULT_FILES.stream().filter(Files::exists).findFirst());
    return file.isPresent()
        ? ConfigFile.read(file.get())
        : ConfigFile.ofText(EngineConfig.DEFAULT_FILES.get(0).toString(), "");
  }
}
