package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.util.Arrays;

/** Where bans are enforced: the key {@code mode}. */
public enum FirewallMode {
  /** In the kernel's nf_tables. */
  NFTABLES("nftables", true),
  /** Nowhere; what would be done is written to the log. */
  DRY_RUN("dry-run", true),
  /** Through iptables rules over ipsets; comes later. */
  IPTABLES("iptables", false),
  /** In ipsets that somebody else's rules use; comes later. */
  IPSET("ipset", false),
  /** In tables of OpenBSD's packet filter; comes later. */
  PF("pf", false);

  private static final String AUTO = "auto";

  private final String word;
  private final boolean available;

  FirewallMode(String word, boolean available) {
    this.word = word;
    this.available = available;
  }

  /** As the file writes it. */
  public String word() {
    return word;
  }

  static FirewallMode read(ConfigSection root) {
    root.require("mode", "write 'mode: nftables'");
    return root.value("mode", NFTABLES, FirewallMode::of);
  }

  /** Where the key may be left out: {@code auto} stands for what this host has. */
  static FirewallMode readOrAuto(ConfigSection root) {
    String word = root.value("mode", AUTO, text -> text.equals(AUTO) ? AUTO : of(text).word);
    return word.equals(AUTO) ? NFTABLES : of(word);
  }

  private static FirewallMode of(String word) {
    FirewallMode mode =
        Arrays.stream(values())
            .filter(candidate -> candidate.word.equals(word))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("write nftables or dry-run"));
    if (!mode.available) {
      throw new IllegalArgumentException(
          "this version cannot do that yet; write nftables or dry-run");
    }
    return mode;
  }

  @Override
  public String toString() {
    return word;
  }
}
