package io.gatehouse.daemon.settings;

import io.gatehouse.config.ConfigSection;
import io.gatehouse.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that are never banned, whatever a decision says.
 *
 * @param prefixes of the allow list
 * @param hostNames of the allow list; whoever uses them asks the resolver
 * @param widestIpv4 fewest bits that a banned IPv4 prefix may have
 * @param widestIpv6 the same of IPv6
 */
public record GuardSettings(
    List<IpPrefix> prefixes, List<String> hostNames, int widestIpv4, int widestIpv6) {

  /** RFC 1123 §2.1; a last label of digits alone would be an address that is misspelt. */
  private static final Pattern HOST_NAME =
      Pattern.compile(
          "(?=.{1,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\\.)*"
              + "(?=[^.]*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  /** Copies the lists. */
  public GuardSettings {
    prefixes = List.copyOf(prefixes);
    hostNames = List.copyOf(hostNames);
  }

  static GuardSettings read(ConfigSection root) {
    ConfigSection widest = root.section("max_prefix");
    return readAllowed(root)
        .withWidest(widest.integer("ipv4", 8, 0, 32), widest.integer("ipv6", 19, 0, 128));
  }

  private GuardSettings withWidest(int ipv4, int ipv6) {
    return new GuardSettings(prefixes, hostNames, ipv4, ipv6);
  }

  /** The same with another allow list besides. */
  GuardSettings and(GuardSettings more) {
    List<IpPrefix> allPrefixes = new ArrayList<>(prefixes);
    allPrefixes.addAll(more.prefixes);
    List<String> allNames = new ArrayList<>(hostNames);
    allNames.addAll(more.hostNames);
    return new GuardSettings(allPrefixes, allNames, widestIpv4, widestIpv6);
  }

  /** The allow list alone, which other parts than the firewall have as well. */
  static GuardSettings readAllowed(ConfigSection root) {
    List<IpPrefix> prefixes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String entry : root.texts("allow", List.of())) {
      Optional<IpPrefix> prefix = IpPrefix.tryParse(entry);
      if (prefix.isPresent()) {
        prefixes.add(prefix.get());
      } else if (HOST_NAME.matcher(entry).matches()) {
        names.add(entry);
      } else {
        root.problem("allow", "has \"" + entry + "\", no address, prefix or host name");
      }
    }
    return new GuardSettings(prefixes, names, 0, 0);
  }
}
