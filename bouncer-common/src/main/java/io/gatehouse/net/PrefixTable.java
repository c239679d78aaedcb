package io.gatehouse.net;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values by prefix, asked by address. One hash table for each prefix length that occurs, so that a
 * question costs a probe for each of them. Immutable and lock-free; any thread.
 *
 * <p>An IPv6 prefix never covers an IPv4 address, whatever the length.
 *
 * @param <V> what is kept for a prefix
 */
public final class PrefixTable<V> {
  private final Map<IpPrefix, V> values;
  private final int[] ipv4Bits;
  private final int[] ipv6Bits;
  private final PrefixSet prefixes;

  private PrefixTable(Map<IpPrefix, V> values) {
    this.values = values;
    this.ipv4Bits = bitsOf(values, true);
    this.ipv6Bits = bitsOf(values, false);
    this.prefixes = new PrefixSet(values.keySet());
  }

  /** A table of these values; a copy. */
  public static <V> PrefixTable<V> of(Map<IpPrefix, V> values) {
    return new PrefixTable<>(new HashMap<>(values));
  }

  /** How many prefixes there are. */
  public int size() {
    return values.size();
  }

  /** The values of every prefix that covers the address, the longest prefix first. */
  public List<V> covering(IpAddress address) {
    List<V> found = new ArrayList<>();
    for (int bits : address.isIpv4() ? ipv4Bits : ipv6Bits) {
      V value = at(address, bits);
      if (value != null) {
        found.add(value);
      }
    }
    return found;
  }

  /** The value of the longest prefix that covers the address. */
  public Optional<V> longestMatch(IpAddress address) {
    for (int bits : address.isIpv4() ? ipv4Bits : ipv6Bits) {
      V value = at(address, bits);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** The prefixes that share an address with this one, in order. */
  public List<IpPrefix> overlapping(IpPrefix prefix) {
    return values.keySet().stream().filter(prefix::overlaps).sorted().toList();
  }

  /**
   * Whether the prefix with these numbers lies inside one of the table's. Allocates nothing.
   *
   * @param high see {@link IpPrefix#high()}
   * @param low see {@link IpPrefix#low()}
   * @param bits see {@link IpPrefix#bits()}
   */
  public boolean containsCovering(long high, long low, int bits) {
    boolean ipv4 = IpPrefix.isIpv4(high, low, bits);
    for (int wider : ipv4 ? ipv4Bits : ipv6Bits) {
      if (wider <= bits
          && prefixes.contains(
              high & IpPrefix.highMask(wider), low & IpPrefix.lowMask(wider), wider)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable V at(IpAddress address, int bits) {
    return values.get(IpPrefix.ofBits(address.high(), address.low(), bits));
  }

  /** The lengths of a family's prefixes, longest first. */
  private static int[] bitsOf(Map<IpPrefix, ?> values, boolean ipv4) {
    return values.keySet().stream()
        .filter(prefix -> prefix.isIpv4() == ipv4)
        .map(IpPrefix::bits)
        .distinct()
        .sorted(Comparator.reverseOrder())
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
