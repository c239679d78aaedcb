package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import java.util.ArrayList;
import java.util.List;

/** Keys of upstream's other back ends: read and checked, and not acted on until those come. */
final class OtherBackends {
  private final ConfigSection root;
  private final List<String> set = new ArrayList<>();

  private OtherBackends(ConfigSection root) {
    this.root = root;
  }

  /** The keys whose value differs from its default. */
  static List<String> keysSet(ConfigSection root) {
    OtherBackends keys = new OtherBackends(root);
    keys.readAll();
    return keys.set;
  }

  private void readAll() {
    note("ipset_type", root.text("ipset_type", "nethash"), "nethash");
    note("ipset_size", root.integer("ipset_size", 131_072, 1, Integer.MAX_VALUE), 131_072);
    note("ipset_disable_timeouts", root.flag("ipset_disable_timeouts", false), false);
    chains("iptables_chains");
    chains("iptables_v4_chains");
    chains("iptables_v6_chains");
    note("iptables_add_rule_comments", root.flag("iptables_add_rule_comments", true), true);
    ConfigSection pf = root.section("pf");
    note("pf.anchor_name", pf.text("anchor_name", ""), "");
    pf.ignored("batch_size", "upstream has dropped it");
  }

  private void chains(String key) {
    note(key, root.texts(key, List.of()), List.of());
  }

  private void note(String key, Object value, Object fallback) {
    if (!value.equals(fallback)) {
      set.add(key);
    }
  }
}
