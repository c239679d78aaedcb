package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names and hooks in nf_tables.
 *
 * @param ipv4 what holds IPv4 addresses
 * @param ipv6 what holds IPv6 addresses
 * @param hooks where packets are looked at
 * @param setSize most elements of a set; 0 where only memory bounds it
 * @param gcInterval between two sweeps of the kernel over expired elements
 */
public record NftablesSettings(
    Family ipv4, Family ipv6, List<Hook> hooks, int setSize, Duration gcInterval) {

  /**
   * Before connection tracking and address translation, so that one lookup covers this host, what
   * it forwards, and ports that containers publish: {@code raw} of netfilter's own priorities.
   */
  private static final int RAW = -300;

  /**
   * One address family.
   *
   * @param enabled whether its addresses are enforced
   * @param setOnly whether only a set is filled, which somebody else's rules use
   * @param table name; absent for our own
   * @param chain name without the hook; absent for our own
   * @param priority of the chain at its hook
   * @param set name of the set, or what its name begins with
   */
  public record Family(
      boolean enabled,
      boolean setOnly,
      Optional<String> table,
      Optional<String> chain,
      int priority,
      String set) {}

  /** A place in the kernel's packet path. */
  public enum Hook {
    PREROUTING,
    INPUT,
    FORWARD,
    OUTPUT,
    POSTROUTING,
    INGRESS
  }

  /** Copies the list. */
  public NftablesSettings {
    hooks = List.copyOf(hooks);
  }

  static NftablesSettings read(ConfigSection root) {
    boolean ipv4 = !root.flag("disable_ipv4", false);
    boolean ipv6 = !root.flag("disable_ipv6", false);
    if (!ipv4 && !ipv6) {
      root.problem("disable_ipv6", "and 'disable_ipv4' are both true, so nothing would be done");
    }
    int priority = root.has("nftables_hooks") ? 0 : RAW;
    ConfigSection section = root.section("nftables");
    return new NftablesSettings(
        family(section.section("ipv4"), ipv4, priority, set(root, "blacklists_ipv4", "crowdsec")),
        family(section.section("ipv6"), ipv6, priority, set(root, "blacklists_ipv6", "crowdsec6")),
        hooks(root),
        root.integer("set_size", 0, 0, Integer.MAX_VALUE),
        root.duration("gc_interval", Duration.ofSeconds(60), Duration.ofSeconds(1)));
  }

  private static String set(ConfigSection root, String key, String fallback) {
    return root.text(key, fallback + "-blacklists");
  }

  private static Family family(ConfigSection section, boolean enabled, int priority, String set) {
    return new Family(
        section.flag("enabled", enabled),
        section.flag("set-only", false),
        section.text("table"),
        section.text("chain"),
        section.integer("priority", priority, Integer.MIN_VALUE, Integer.MAX_VALUE),
        set);
  }

  private static List<Hook> hooks(ConfigSection root) {
    List<Hook> hooks = new ArrayList<>();
    for (String word : root.texts("nftables_hooks", List.of("prerouting"))) {
      try {
        hooks.add(Hook.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        root.problem(
            "nftables_hooks",
            "has \"" + word + "\"; write prerouting, input, forward, output or postrouting");
      }
    }
    return hooks;
  }
}
