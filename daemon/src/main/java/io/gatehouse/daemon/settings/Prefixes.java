package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads lists of addresses and prefixes. */
final class Prefixes {
  private Prefixes() {}

  static List<IpPrefix> read(ConfigSection section, String key, List<String> fallback) {
    List<IpPrefix> prefixes = new ArrayList<>();
    for (String entry : section.texts(key, fallback)) {
      Optional<IpPrefix> prefix = IpPrefix.tryParse(entry);
      if (prefix.isEmpty()) {
        section.problem(key, "has \"" + entry + "\", no address or prefix");
      }
      prefix.ifPresent(prefixes::add);
    }
    return List.copyOf(prefixes);
  }
}
