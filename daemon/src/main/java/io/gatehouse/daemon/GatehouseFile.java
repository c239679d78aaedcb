package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.daemon.host.Announcement;
import io.gatehouse.daemon.settings.GatehouseConfig;
import io.gatehouse.detector.acquire.Acquisition;
import io.gatehouse.detector.acquire.Acquisitions;
import io.gatehouse.detector.profile.Profiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of {@code gatehouse up}, read and checked.
 *
 * @param config what it says
 * @param acquisitions where lines come from; empty for what is found on this host
 * @param profiles what is decided about an alert
 * @param announcement what is to be said of it
 */
record GatehouseFile(
    GatehouseConfig config,
    List<Acquisition> acquisitions,
    Profiles profiles,
    Announcement announcement) {
  private static final String DATA_DIR_VARIABLE = "GATEHOUSE_DATA_DIR";

  /**
   * Reads the file that is named, else the one at its usual place, else none at all, which is a
   * valid configuration.
   *
   * @param dataDir what {@code --data-dir} says, which beats the environment and the file
   * @throws ConfigException with every problem
   */
  static GatehouseFile read(
      Optional<Path> named, Map<String, String> environment, Optional<Path> dataDir)
      throws ConfigException {
    Optional<Path> data =
        dataDir.or(
            () ->
                Optional.of(environment.getOrDefault(DATA_DIR_VARIABLE, ""))
                    .filter(text -> !text.isEmpty())
                    .map(Path::of));
    return read(open(named), environment, data);
  }

  private static ConfigFile open(Optional<Path> named) throws ConfigException {
    Path usual = GatehouseConfig.DEFAULT_FILE;
    Optional<Path> file = named.or(() -> Optional.of(usual).filter(Files::exists));
    return file.isPresent() ? ConfigFile.read(file.get()) : ConfigFile.ofText(usual.toString(), "");
  }

  static GatehouseFile read(ConfigFile file, Map<String, String> environment, Optional<Path> data)
      throws ConfigException {
    ConfigReport report = new ConfigReport(UnknownKeys.REJECT);
    GatehouseConfig config = GatehouseConfig.read(file.open(environment, report), data);
    List<Acquisition> acquisitions = config.acquisition().stream().map(Acquisitions::of).toList();
    Profiles profiles =
        config.profiles().isEmpty() ? Profiles.builtIn() : Profiles.of(config.profiles());
    Announcement announcement =
        new Announcement(report.table(), report.finish(), config.notActedOn());
    return new GatehouseFile(config, acquisitions, profiles, announcement);
  }

  /** The same with nothing enforced and everything said. */
  GatehouseFile dryRun() {
    return new GatehouseFile(config.dryRun(), acquisitions, profiles, announcement);
  }
}
