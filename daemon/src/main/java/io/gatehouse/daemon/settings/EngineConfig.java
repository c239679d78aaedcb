package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that CrowdSec's {@code config.yaml} says: the engine's own file, for the LAPI and for
 * the verbs that talk to one. Upstream reads it strictly, and so do we.
 *
 * @param log where to write what
 * @param paths where things are
 * @param server the LAPI that is served here
 * @param client how a LAPI is reached from here
 * @param database where alerts and decisions are kept
 * @param prometheus the listener for metrics
 * @param cscli how verbs print
 * @param detector what the detector reads
 * @param notActedOn keys that the file sets, that were read, and that nothing acts on yet
 */
public record EngineConfig(
    LogSettings log,
    EnginePaths paths,
    LapiServerSettings server,
    MachineSettings client,
    DatabaseSettings database,
    EnginePrometheus prometheus,
    CscliSettings cscli,
    DetectorSettings detector,
    List<String> notActedOn) {

  /** Where the file may be, in the order of looking: ours, then that of CrowdSec's packages. */
  public static final List<Path> DEFAULT_FILES =
      List.of(Path.of("/etc/gatehouse/config.yaml"), Path.of("/etc/crowdsec/config.yaml"));

  /** Copies the list. */
  public EngineConfig {
    notActedOn = List.copyOf(notActedOn);
  }

  /**
   * Reads the whole file; problems go to the section's report.
   *
   * @param file where the rest of the configuration is looked for, unless it says otherwise
   * @param dataDir what beats the file's {@code config_paths.data_dir}
   */
  public static EngineConfig read(ConfigSection root, Path file, Optional<Path> dataDir) {
    NotActedOn later = new NotActedOn();
    Path beside = Optional.ofNullable(file.getParent()).orElse(Path.of("."));
    EnginePaths paths = EnginePaths.read(root.section("config_paths"), beside, dataDir, later);
    ConfigSection api = root.section("api");
    ConfigSection server = api.section("server");
    EngineConfig config =
        new EngineConfig(
            LogSettings.readCommon(root.section("common"), later),
            paths,
            LapiServerSettings.read(server, paths, later),
            MachineSettings.read(api.section("client"), paths, later),
            DatabaseSettings.read(root.section("db_config"), paths, later),
            EnginePrometheus.read(root),
            CscliSettings.read(root.section("cscli"), later),
            DetectorSettings.read(root.section("crowdsec_service"), later),
            List.of());
    OtherParts.read(root, server, api.section("cti"), paths, later);
    return config.withNotActedOn(later.keys());
  }

  /** The same that serves there. */
  EngineConfig with(LapiServerSettings listeners) {
    return new EngineConfig(
        log, paths, listeners, client, database, prometheus, cscli, detector, notActedOn);
  }

  /**
   * The same that logs so and takes hub items from there. Its metrics are told by the process that
   * it is a part of.
   */
  EngineConfig with(LogSettings otherLog, Path hub, PrometheusSettings listener) {
    PrometheusSettings none = new PrometheusSettings(false, listener.address(), listener.port());
    return new EngineConfig(
        otherLog,
        paths.withHub(hub),
        server,
        client,
        database,
        new EnginePrometheus(none, EnginePrometheus.Level.FULL, true),
        cscli,
        detector,
        notActedOn);
  }

  private EngineConfig withNotActedOn(List<String> keys) {
    return new EngineConfig(
        log, paths, server, client, database, prometheus, cscli, detector, keys);
  }

  /** The socket at which a running LAPI obeys whoever may open it. */
  public Path adminSocket() {
    return paths.dataDir().resolve("admin.sock");
  }
}
