package io.gatehouse.firewall.nftables;

import io.gatehouse.firewall.nftables.Ruleset.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where in nf_tables we enforce, and how. Immutable; {@link #builder} has the defaults.
 *
 * @param ipv4 about IPv4 packets
 * @param ipv6 about IPv6 packets
 * @param hooks where packets are looked at: prerouting, input, forward, output, postrouting; at the
 *     last two the destination is looked up, elsewhere the source
 * @param denyAction what becomes of a banned packet
 * @param denyLog the prefix of a kernel log line, at most ten a second; empty for no log
 * @param gcInterval how often the kernel frees ended entries; the kernel's own default, a second,
 *     costs a twelfth of a core at 1,000,000 entries
 * @param setSize most entries in each set; 0 where only memory bounds it
 * @param ownTables whether the tables belong to this process while it runs, where the kernel can do
 *     that (Linux 6.9): nobody else then changes them, and {@code nft flush ruleset} spares them
 */
public record NftablesConfig(
    FamilyConfig ipv4,
    FamilyConfig ipv6,
    List<String> hooks,
    DenyAction denyAction,
    Optional<String> denyLog,
    Duration gcInterval,
    int setSize,
    boolean ownTables) {

  /** What becomes of a banned packet. */
  public enum DenyAction {
    /** Nothing is answered. */
    DROP,
    /** The sender is told "port unreachable". */
    REJECT
  }

  /**
   * About one address family.
   *
   * @param setOnly only fill {@code setName} in {@code table}, which must exist; its rules are the
   *     operator's
   * @param table absent for our own {@code inet gatehouse}; where {@code setOnly}, required
   * @param chain chains are named {@code chain-hook}; absent with {@code table}: named as the hook
   * @param priority of our chains among others at the same hook, lowest first
   * @param setName where {@code setOnly}
   */
  public record FamilyConfig(
      boolean enabled,
      boolean setOnly,
      Optional<String> table,
      Optional<String> chain,
      int priority,
      String setName) {
    /** Checks the names and that set-only has a table. */
    public FamilyConfig {
      table.ifPresent(name -> checkName("table", name));
      chain.ifPresent(name -> checkName("chain", name));
      checkName("set", setName);
      if (setOnly && table.isEmpty()) {
        throw new IllegalArgumentException("nftables: set-only needs the name of a table");
      }
    }

    /** The same, in a table of this name with chains of this name. */
    public FamilyConfig in(String tableName, String chainName, int chainPriority) {
      return new FamilyConfig(
          enabled, setOnly, Optional.of(tableName), Optional.of(chainName), chainPriority, setName);
    }

    /** The same, only filling a set in a table that is there. */
    public FamilyConfig fillingOnly(String set, String tableName) {
      return new FamilyConfig(enabled, true, Optional.of(tableName), chain, priority, set);
    }

    /** Nothing is done for the family. */
    public FamilyConfig disabled() {
      return new FamilyConfig(false, setOnly, table, chain, priority, setName);
    }

    private static void checkName(String what, String name) {
      if (name.isEmpty() || name.length() > 200 || !name.chars().allMatch(c -> c > 32 && c < 127)) {
        throw new IllegalArgumentException(
            "nftables: '" + name + "' is no " + what + " name; use 1 to 200 visible characters");
      }
    }
  }

  /** NF_LOG_PREFIXLEN without its NUL. */
  private static final int MAX_LOG_PREFIX = 127;

  private static final int RAW_PRIORITY = -300;

  /** Checks values and their combination. */
  public NftablesConfig {
    hooks = List.copyOf(hooks);
    hooks.forEach(NftablesConfig::hook);
    denyLog.ifPresent(NftablesConfig::checkPrefix);
    if (hooks.isEmpty()) {
      throw new IllegalArgumentException("nftables: hooks is empty; name at least one");
    }
    if (denyAction == DenyAction.REJECT && hooks.contains("postrouting")) {
      throw new IllegalArgumentException(
          "nftables: REJECT is not possible at postrouting; use DROP");
    }
    if (setSize < 0 || gcInterval.isNegative() || gcInterval.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "nftables: set size " + setSize + ", gc interval " + gcInterval + ": out of range");
    }
    if (!ipv4.enabled() && !ipv6.enabled()) {
      throw new IllegalArgumentException("nftables: both IPv4 and IPv6 are disabled");
    }
  }

  private static void checkPrefix(String prefix) {
    if (prefix.length() > MAX_LOG_PREFIX || !prefix.chars().allMatch(c -> c >= 32 && c < 127)) {
      throw new IllegalArgumentException(
          "nftables: a log prefix has at most 127 printable ASCII characters: '" + prefix + "'");
    }
  }

  private static Hook hook(String name) {
    for (Hook hook : Hook.values()) {
      if (hook.toString().equals(name)) {
        return hook;
      }
    }
    throw new IllegalArgumentException(
        "nftables: '"
            + name
            + "' is no hook; use prerouting, input, forward, output or postrouting");
  }

  List<Hook> hookPoints() {
    return hooks.stream().map(NftablesConfig::hook).distinct().toList();
  }

  FamilyConfig of(IpFamily family) {
    return family == IpFamily.V4 ? ipv4 : ipv6;
  }

  /**
   * The defaults: {@code table inet gatehouse}, looked at in prerouting before connection tracking
   * and address translation, so that what is forwarded to containers is covered.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes a {@link NftablesConfig}. Not thread-safe. */
  public static final class Builder {
    private FamilyConfig ipv4 = family("crowdsec-blacklists");
    private FamilyConfig ipv6 = family("crowdsec6-blacklists");
    private List<String> hooks = new ArrayList<>(List.of("prerouting"));
    private DenyAction denyAction = DenyAction.DROP;
    private Optional<String> denyLog = Optional.empty();
    private Duration gcInterval = Duration.ofSeconds(60);
    private int setSize;
    private boolean ownTables = true;

    private Builder() {}

    private static FamilyConfig family(String set) {
      return new FamilyConfig(true, false, Optional.empty(), Optional.empty(), RAW_PRIORITY, set);
    }

    /** What holds for IPv4 so far, to derive another from. */
    public FamilyConfig ipv4() {
      return ipv4;
    }

    /** What holds for IPv6 so far, to derive another from. */
    public FamilyConfig ipv6() {
      return ipv6;
    }

    /** See {@link NftablesConfig#ipv4()}. */
    public Builder ipv4(FamilyConfig config) {
      ipv4 = config;
      return this;
    }

    /** See {@link NftablesConfig#ipv6()}. */
    public Builder ipv6(FamilyConfig config) {
      ipv6 = config;
      return this;
    }

    /** See {@link NftablesConfig#hooks()}; any case. */
    public Builder hooks(List<String> names) {
      hooks = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      return this;
    }

    /** See {@link NftablesConfig#denyAction()}. */
    public Builder denyAction(DenyAction action) {
      denyAction = action;
      return this;
    }

    /** See {@link NftablesConfig#denyLog()}. */
    public Builder denyLog(String prefix) {
      denyLog = Optional.of(prefix);
      return this;
    }

    /** See {@link NftablesConfig#gcInterval()}. */
    public Builder gcInterval(Duration interval) {
      gcInterval = interval;
      return this;
    }

    /** See {@link NftablesConfig#setSize()}. */
    public Builder setSize(int size) {
      setSize = size;
      return this;
    }

    /** See {@link NftablesConfig#ownTables()}. */
    public Builder ownTables(boolean own) {
      ownTables = own;
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException with the value, if one is impossible
     */
    public NftablesConfig build() {
      return new NftablesConfig(
          ipv4, ipv6, hooks, denyAction, denyLog, gcInterval, setSize, ownTables);
    }
  }
}
