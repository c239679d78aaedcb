package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are ({@code config_paths}).
 *
 * @param configDir the other files of the configuration
 * @param dataDir database, keys and admin.sock
 * @param simulation which scenarios are simulated
 * @param hub hub items by name
 * @param hubIndex what there is in the hub
 * @param notifications settings of notification plugins
 * @param plugins notification plugins
 * @param patterns Grok patterns
 */
public record EnginePaths(
    Path configDir,
    Path dataDir,
    Path simulation,
    Path hub,
    Path hubIndex,
    Path notifications,
    Path plugins,
    Path patterns) {

  /** Where data is unless something says otherwise. */
  public static final Path DEFAULT_DATA_DIR = Path.of("/var/lib/gatehouse");

  /**
   * Reads the section.
   *
   * @param beside the directory of the file, which is the default of {@code config_dir}
   * @param dataDir what beats the file
   */
  static EnginePaths read(
      ConfigSection section, Path beside, Optional<Path> dataDir, NotActedOn later) {
    Path config = section.path("config_dir", beside);
    Path data = dataDir.isPresent() ? beaten(section, dataDir.get()) : fromFile(section);
    Path hub = section.path("hub_dir", data.resolve("hub"));
    return new EnginePaths(
        config,
        data,
        section.path("simulation_path", config.resolve("simulation.yaml")),
        hub,
        later(section, "index_path", hub.resolve(".index.json"), later),
        later(section, "notification_dir", config.resolve("notifications"), later),
        later(section, "plugin_dir", Path.of("/usr/lib/crowdsec/plugins"), later),
        later(section, "pattern_dir", config.resolve("patterns"), later));
  }

  /** The same with hub items from there. */
  EnginePaths withHub(Path other) {
    return new EnginePaths(
        configDir,
        dataDir,
        simulation,
        other,
        other.resolve(".index.json"),
        notifications,
        plugins,
        patterns);
  }

  private static Path later(ConfigSection section, String key, Path fallback, NotActedOn later) {
    Path path = section.path(key, fallback);
    later.note("config_paths." + key, path, fallback);
    return path;
  }

  private static Path fromFile(ConfigSection section) {
    return section.path("data_dir", DEFAULT_DATA_DIR);
  }

  /** The key stays a known one, and is not shown as a setting in effect. */
  private static Path beaten(ConfigSection section, Path dataDir) {
    section.has("data_dir");
    return dataDir;
  }
}
