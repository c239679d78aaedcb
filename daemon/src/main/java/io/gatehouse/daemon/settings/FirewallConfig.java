package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.policy.EvidenceFiles;
import io.gatehouse.policy.PolicyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything that {@code crowdsec-firewall-bouncer.yaml} says.
 *
 * @param mode where bans are enforced
 * @param lapi where decisions come from, and which
 * @param log where to write what
 * @param deny what happens to a packet of a banned address
 * @param nftables names and hooks in the kernel
 * @param guards addresses that are never banned
 * @param prometheus the listener for metrics and health
 * @param policy what may be softened
 * @param evidence files that say what is known of networks
 * @param onStop what becomes of the protection when the program ends
 * @param runDir where the sockets are
 * @param resyncInterval between two full pulls
 * @param notActedOn keys that the file sets, that were read, and that nothing acts on yet
 */
public record FirewallConfig(
    FirewallMode mode,
    LapiSettings lapi,
    LogSettings log,
    DenySettings deny,
    NftablesSettings nftables,
    GuardSettings guards,
    PrometheusSettings prometheus,
    PolicyMode policy,
    EvidenceFiles evidence,
    OnStop onStop,
    Path runDir,
    Duration resyncInterval,
    List<String> notActedOn) {

  /** Where its sockets are unless {@code run_dir} says otherwise. */
  public static final Path DEFAULT_RUN_DIR = Path.of("/run/gatehouse");

  /** Where upstream's package puts the file (Linux). */
  public static final Path DEFAULT_FILE =
      Path.of("/etc/crowdsec/bouncers/crowdsec-firewall-bouncer.yaml");

  /** Where decisions come from, which decides what the file must say. */
  public enum Source {
    /** A LAPI; address and credentials are required. */
    LAPI,
    /** Something else, such as a file; what the file says of a LAPI is read and not required. */
    ELSEWHERE,
    /** The LAPI in this process; {@code mode} may be left out as well. */
    THIS_PROCESS
  }

  /** What becomes of the protection when the program ends. */
  public enum OnStop {
    /** It stays, and each entry ends at its own time. */
    KEEP,
    /** It is taken away, as upstream does. */
    REMOVE
  }

  /** Copies the list. */
  public FirewallConfig {
    notActedOn = List.copyOf(notActedOn);
  }

  /** Reads the whole file; problems go to the section's report. */
  public static FirewallConfig read(ConfigSection root, Source source) {
    root.ignored("pid_dir", "the service manager knows the process");
    readDaemonize(root);
    DenySettings deny = DenySettings.read(root);
    ConfigSection policy = root.section("policy");
    return new FirewallConfig(
        source == Source.THIS_PROCESS ? FirewallMode.readOrAuto(root) : FirewallMode.read(root),
        LapiSettings.read(root, source),
        LogSettings.read(root),
        deny,
        NftablesSettings.read(root, deny),
        GuardSettings.read(root),
        PrometheusSettings.read(root.section("prometheus")),
        Words.read(policy, "mode", PolicyMode.REPORT),
        EvidenceFiles.read(policy.asTexts(), ""),
        Words.read(root, "on_stop", OnStop.KEEP),
        root.path("run_dir", DEFAULT_RUN_DIR),
        root.duration("resync_interval", Duration.ofHours(1), Duration.ofMinutes(1)),
        OtherBackends.keysSet(root));
  }

  /** Upstream has not forked for long, and only says so when asked not to. */
  private static void readDaemonize(ConfigSection root) {
    if (root.has("daemonize") && root.flag("daemonize", true)) {
      root.ignored("daemonize", "it runs in the foreground; the service manager does the rest");
    }
  }

  /**
   * The same with what the file around the section says.
   *
   * @param guarded besides the section's own allow list
   */
  FirewallConfig within(
      LogSettings around,
      GuardSettings guarded,
      PrometheusSettings listener,
      PolicyMode l4,
      EvidenceFiles known,
      Path sockets) {
    return new FirewallConfig(
        mode,
        lapi,
        around,
        deny,
        nftables,
        guards.and(guarded),
        listener,
        l4,
        known,
        onStop,
        sockets,
        resyncInterval,
        notActedOn);
  }

  /** The same in another mode. */
  public FirewallConfig in(FirewallMode other) {
    return new FirewallConfig(
        other,
        lapi,
        log,
        deny,
        nftables,
        guards,
        prometheus,
        policy,
        evidence,
        onStop,
        runDir,
        resyncInterval,
        notActedOn);
  }

  /** The same with decisions from there. */
  public FirewallConfig from(LapiSettings other) {
    return new FirewallConfig(
        mode,
        other,
        log,
        deny,
        nftables,
        guards,
        prometheus,
        policy,
        evidence,
        onStop,
        runDir,
        resyncInterval,
        notActedOn);
  }

  /** The same, logging otherwise. */
  public FirewallConfig withLog(LogSettings other) {
    return new FirewallConfig(
        mode,
        lapi,
        other,
        deny,
        nftables,
        guards,
        prometheus,
        policy,
        evidence,
        onStop,
        runDir,
        resyncInterval,
        notActedOn);
  }
}
