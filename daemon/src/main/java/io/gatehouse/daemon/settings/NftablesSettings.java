package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final String SET = "crowdsec-blacklists";
  private static final String SET6 = "crowdsec6-blacklists";
  private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");

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
    POSTROUTING
  }

  /** Copies the list. */
  public NftablesSettings {
    hooks = List.copyOf(hooks);
  }

  static NftablesSettings read(ConfigSection root, DenySettings deny) {
    boolean ipv4 = !root.flag("disable_ipv4", false);
    boolean ipv6 = !root.flag("disable_ipv6", false);
    if (!ipv4 && !ipv6) {
      root.problem("disable_ipv6", "and 'disable_ipv4' are both true, so nothing would be done");
    }
    int priority = root.has("nftables_hooks") ? 0 : RAW;
    ConfigSection section = root.section("nftables");
    String set4 = checked(root, "blacklists_ipv4", root.text("blacklists_ipv4", SET));
    String set6 = checked(root, "blacklists_ipv6", root.text("blacklists_ipv6", SET6));
    NftablesSettings settings =
        new NftablesSettings(
            family(section.section("ipv4"), ipv4, priority, set4, "crowdsec"),
            family(section.section("ipv6"), ipv6, priority, set6, "crowdsec6"),
            hooks(root),
            root.integer("set_size", 0, 0, Integer.MAX_VALUE),
            root.duration("gc_interval", Duration.ofSeconds(60), Duration.ofSeconds(1)));
    if (ipv4 || ipv6) {
      settings.checkFamilies(root);
    }
    settings.checkDenying(root, deny);
    return settings;
  }

  private void checkFamilies(ConfigSection root) {
    if (!ipv4.enabled() && !ipv6.enabled()) {
      root.problem("nftables", "enables neither IPv4 nor IPv6, so nothing would be done");
    }
  }

  private void checkDenying(ConfigSection root, DenySettings deny) {
    if (deny.action() == DenySettings.Action.REJECT && hooks.contains(Hook.POSTROUTING)) {
      root.problem("deny_action", "REJECT is not possible at postrouting; write DROP");
    }
  }

  /** Upstream's table where only a set is filled, because people's own rules are in it. */
  private static Family family(
      ConfigSection section, boolean enabled, int priority, String set, String upstreamsTable) {
    boolean setOnly = section.flag("set-only", false);
    Optional<String> table = name(section, "table");
    return new Family(
        section.flag("enabled", enabled),
        setOnly,
        setOnly ? table.or(() -> Optional.of(upstreamsTable)) : table,
        name(section, "chain"),
        section.integer("priority", priority, Integer.MIN_VALUE, Integer.MAX_VALUE),
        set);
  }

  private static Optional<String> name(ConfigSection section, String key) {
    return section.text(key).map(name -> checked(section, key, name));
  }

  /** What nf_tables takes for a name, with room for what is put behind it. */
  private static String checked(ConfigSection section, String key, String name) {
    if (!NAME.matcher(name).matches()) {
      section.problem(key, "has \"" + name + "\"; use 1 to 200 visible ASCII characters");
    }
    return name;
  }

  private static List<Hook> hooks(ConfigSection root) {
    List<Hook> hooks = new ArrayList<>();
    List<String> words = root.texts("nftables_hooks", List.of("prerouting"));
    if (words.isEmpty()) {
      root.problem("nftables_hooks", "is empty; name at least one, or leave it out");
    }
    for (String word : words) {
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
