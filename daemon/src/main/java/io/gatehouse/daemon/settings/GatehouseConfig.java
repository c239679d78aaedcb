package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigFile;
import io.gatehouse.config.ConfigReport;
import io.gatehouse.config.ConfigReport.UnknownKeys;
import io.gatehouse.config.ConfigSection;
import io.gatehouse.daemon.settings.FirewallConfig.Source;
import io.gatehouse.policy.EvidenceFiles;
import io.gatehouse.policy.PolicyMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that {@code gatehouse.yaml} says, the file of {@code gatehouse up}. Every section may
 * be left out.
 *
 * @param dataDir database, keys, offsets and admin.sock
 * @param runDir sockets that other processes use
 * @param hubDir hub items by name, over those that come with the program
 * @param collections what is detected
 * @param acquisition where lines come from; empty for what is found on this host
 * @param profiles what is decided about an alert; empty for the built-in ones
 * @param engine the same for the LAPI in this process
 * @param firewall what enforces
 * @param allow addresses that nothing is ever decided about
 * @param notActedOn keys that the file sets, that were read, and that nothing acts on yet
 */
public record GatehouseConfig(
    Path dataDir,
    Path runDir,
    Path hubDir,
    List<String> collections,
    List<ConfigSection> acquisition,
    List<ConfigSection> profiles,
    EngineConfig engine,
    FirewallConfig firewall,
    GuardSettings allow,
    List<String> notActedOn) {

  /** Where the file is unless {@code -c} says otherwise. */
  public static final Path DEFAULT_FILE = Path.of("/etc/gatehouse/gatehouse.yaml");

  /** What is detected unless {@code collections} says otherwise. */
  public static final List<String> DEFAULT_COLLECTIONS =
      List.of("gatehouse/ssh", "gatehouse/http", "gatehouse/log4j");

  /** Keys of the firewall bouncer's own file for which this file has better places. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "api_url", "the LAPI is in this process",
          "api_key", "the LAPI is in this process",
          "update_frequency", "decisions of this process arrive at once",
          "log_level", "write it as log.level",
          "log_mode", "everything is written to standard error",
          "prometheus", "write it at the top of the file",
          "policy", "write it at the top of the file",
          "run_dir", "write it at the top of the file");

  /** Copies the lists. */
  public GatehouseConfig {
    collections = List.copyOf(collections);
    acquisition = List.copyOf(acquisition);
    profiles = List.copyOf(profiles);
    notActedOn = List.copyOf(notActedOn);
  }

  /**
   * Reads the whole file; problems go to the section's report.
   *
   * @param dataDir what beats the file's {@code data_dir}
   */
  public static GatehouseConfig read(ConfigSection root, Optional<Path> dataDir) {
    NotActedOn later = new NotActedOn();
    Path fromFile = root.path("data_dir", EnginePaths.DEFAULT_DATA_DIR);
    Path data = dataDir.orElse(fromFile);
    Path run = root.path("run_dir", FirewallConfig.DEFAULT_RUN_DIR);
    Path hub = root.path("hub_dir", data.resolve("hub"));
    LogSettings log = LogSettings.readShort(root.section("log"), later);
    GuardSettings allow = GuardSettings.readAllowed(root);
    PrometheusSettings listener = PrometheusSettings.read(root.section("prometheus"), true, 6060);
    ConfigSection policy = root.section("policy");
    PolicyMode l4 = readPolicy(policy.section("mode"));
    EvidenceFiles evidence = EvidenceFiles.read(policy.asTexts(), "");
    FirewallConfig firewall =
        readFirewall(root.section("firewall")).within(log, allow, listener, l4, evidence, run);
    EngineConfig engine =
        engine(data, hub, log, listener)
            .with(LapiServerSettings.readListeners(root.section("api").section("server")));
    List<String> notYet = new ArrayList<>(later.keys());
    notYet.addAll(firewall.notActedOn());
    return new GatehouseConfig(
        data,
        run,
        hub,
        root.texts("collections", DEFAULT_COLLECTIONS),
        root.sections("acquisition"),
        root.sections("profiles"),
        engine,
        firewall,
        allow,
        notYet);
  }

  /** The modes of the other layers belong to other processes, which have files of their own. */
  private static PolicyMode readPolicy(ConfigSection modes) {
    Words.read(modes, "http", PolicyMode.ENFORCE);
    Words.read(modes, "edge", PolicyMode.REPORT);
    return Words.read(modes, "l4", PolicyMode.REPORT);
  }

  private static FirewallConfig readFirewall(ConfigSection section) {
    ELSEWHERE.forEach(section::ignored);
    return FirewallConfig.read(section, Source.THIS_PROCESS);
  }

  /** Everything of the engine that this file has no key for, as it is without a file. */
  private static EngineConfig engine(
      Path data, Path hub, LogSettings log, PrometheusSettings listener) {
    try {
      ConfigReport unused = new ConfigReport(UnknownKeys.REJECT);
      ConfigSection nothing = ConfigFile.ofText("(defaults)", "").open(Map.of(), unused);
      return EngineConfig.read(nothing, DEFAULT_FILE, Optional.of(data)).with(log, hub, listener);
    } catch (ConfigException e) {
      throw new IllegalStateException("no file is a valid file", e);
    }
  }

  /** The same with nothing enforced and everything said. */
  public GatehouseConfig dryRun() {
    return new GatehouseConfig(
        dataDir,
        runDir,
        hubDir,
        collections,
        acquisition,
        profiles,
        engine,
        firewall.in(FirewallMode.DRY_RUN),
        allow,
        notActedOn);
  }
}
