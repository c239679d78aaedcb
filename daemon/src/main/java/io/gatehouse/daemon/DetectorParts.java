package io.gatehouse.daemon;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.daemon.settings.GatehouseConfig;
import io.gatehouse.detector.acquire.Acquisition;
import io.gatehouse.detector.acquire.Acquisitions;
import io.gatehouse.detector.acquire.Discovery;
import io.gatehouse.detector.hub.DataFiles;
import io.gatehouse.detector.hub.EnabledItems;
import io.gatehouse.detector.hub.Hub;
import io.gatehouse.detector.hub.HubException;
import io.gatehouse.detector.hub.Installation;
import io.gatehouse.detector.pipeline.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What files say, as the parts of a detector. */
final class DetectorParts {
  private static final Logger log = LoggerFactory.getLogger(DetectorParts.class);

  private DetectorParts() {}

  /** Of {@code gatehouse up}. */
  static Detecting.Parts of(GatehouseFile file) throws ConfigException, ProgramException {
    GatehouseConfig config = file.config();
    return new Detecting.Parts(
        collections(config.hubDir(), config.dataDir(), config.collections()),
        acquisitions(file),
        config.dataDir(),
        true,
        Simulation.OFF,
        new AllowList(config.allow(), InstantSource.system()));
  }

  private static List<Acquisition> acquisitions(GatehouseFile file)
      throws ConfigException, ProgramException {
    if (!file.acquisitions().isEmpty()) {
      return file.acquisitions();
    }
    List<Acquisition> found = Acquisitions.ofText("(this host's logs)", Discovery.on(Path.of("/")));
    if (found.isEmpty()) {
      throw new ProgramException("up: no logs were found on this host; name them in 'acquisition'");
    }
    found.forEach(one -> log.info("found {} of type {}", one.origin().summary(), one.type()));
    return found;
  }

  /**
   * The rules of an engine.
   *
   * @param collections to be taken from {@code hub_dir} or from what comes with the program; none
   *     for what is enabled beside the file
   */
  static Installation installation(EngineConfig config, List<String> collections)
      throws ProgramException {
    Path hub = config.paths().hub();
    Path data = config.paths().dataDir();
    if (!collections.isEmpty()) {
      return collections(hub, data, collections);
    }
    try {
      return EnabledItems.read(config.paths().configDir(), hub, data);
    } catch (HubException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }

  /** Collections of a hub's folder, where there is one, over those that come with the program. */
  static Installation collections(Path hubDir, Path dataDir, Collection<String> names)
      throws ProgramException {
    try {
      Hub builtIn = Hub.builtIn();
      boolean indexed = Files.exists(hubDir.resolve(".index.json"));
      Hub hub = indexed ? Hub.open(hubDir).over(builtIn) : builtIn;
      return Installation.ofCollections(hub, names, DataFiles.of(dataDir, hub));
    } catch (HubException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }
}
