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
  static EnginePaths read(ConfigSection section, Path beside, Optional<Path> dataDir) {
    Path config = section.path("config_dir", beside);
    Path data = dataDir.orElse(section.path("data_dir", DEFAULT_DATA_DIR));
    Path hub = section.path("hub_dir", data.resolve("hub"));
    return new EnginePaths(
        config,
        data,
        section.path("simulation_path", config.resolve("simulation.yaml")),
        hub,
        section.path("index_path", hub.resolve(".index.json")),
        section.path("notification_dir", config.resolve("notifications")),
        section.path("plugin_dir", Path.of("/usr/lib/crowdsec/plugins")),
        section.path("pattern_dir", config.resolve("patterns")));
  }
}
