package io.gatehouse.enforce;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.net.PrefixTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Addresses that no enforcement point may touch, whatever was decided: those an operator allows,
 * the host's own, its gateways, the LAPI, and private ranges. Immutable; any thread.
 */
public final class Guards {
  /**
   * Ranges that are not globally reachable and in use behind one's own border: RFC 1918, RFC 6598,
   * RFC 3927, RFC 1122 §3.2.1.3 (this host, loopback), RFC 5771 (multicast), RFC 919 (broadcast);
   * RFC 4193 (ULA), RFC 4291 (unspecified, loopback, link-local, multicast). Documentation ranges
   * are not guarded.
   */
  public static final List<IpPrefix> PRIVATE =
      prefixes(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "224.0.0.0/4",
          "255.255.255.255",
          "::",
          "::1",
          "fc00::/7",
          "fe80::/10",
          "ff00::/8");

  private final List<IpPrefix> prefixes;
  private final PrefixTable<IpPrefix> table;

  private Guards(List<IpPrefix> prefixes) {
    this.prefixes = prefixes;
    Map<IpPrefix, IpPrefix> entries = new LinkedHashMap<>();
    prefixes.forEach(prefix -> entries.put(prefix, prefix));
    this.table = PrefixTable.of(entries);
  }

  /** Guards these prefixes. */
  public static Guards of(Collection<IpPrefix> prefixes) {
    return new Guards(disjoint(prefixes));
  }

  /** The guarded prefixes, disjoint and in order. */
  public List<IpPrefix> prefixes() {
    return prefixes;
  }

  /** Whether every address of the prefix with these numbers is guarded. */
  public boolean cover(long high, long low, int bits) {
    return table.containsCovering(high, low, bits);
  }

  /** Whether the address is guarded. */
  public boolean cover(IpAddress address) {
    return cover(address.high(), address.low(), 128);
  }

  /** Leaves out what lies inside a wider prefix: in order, the wider one comes first. */
  private static List<IpPrefix> disjoint(Collection<IpPrefix> prefixes) {
    List<IpPrefix> kept = new ArrayList<>();
    for (IpPrefix prefix : new TreeSet<>(prefixes)) {
      if (kept.isEmpty() || !kept.get(kept.size() - 1).contains(prefix)) {
        kept.add(prefix);
      }
    }
    return List.copyOf(kept);
  }

  private static List<IpPrefix> prefixes(String... texts) {
    return List.of(texts).stream().map(IpPrefix::parse).toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Guards that && prefixes.equals(that.prefixes);
  }

  @Override
  public int hashCode() {
    return prefixes.hashCode();
  }

  @Override
  public String toString() {
    return prefixes.toString();
  }
}
