package io.gatehouse.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable map from prefixes to values that tells which of them cover an address, and which lie
 * in a prefix. Made once from a list (guards, allow lists, shared networks) and read by any thread
 * without a lock.
 *
 * <p>The prefixes stand in arrays in order of their first address, the wider before the narrower,
 * and each knows the nearest one around it. Prefixes nest or are disjoint, so every prefix that
 * covers an address is, or surrounds, the last one that begins at or before it: one binary search,
 * then a walk outwards. As numbers, IPv6 prefixes such as {@code ::/0} surround IPv4 ones too, and
 * the walk goes through them; only an entry of the asked family is an answer.
 *
 * @param <V> what is kept with each prefix
 */
public final class PrefixTable<V> {
  private static final int NONE = -1;

  private final long[] high;
  private final long[] low;
  private final byte[] bits; // 128 does not fit, so 0..128 is kept as -128..0
  private final int[] around;
  private final List<V> values;

  private PrefixTable(SortedMap<IpPrefix, V> ordered) {
    int size = ordered.size();
    high = new long[size];
    low = new long[size];
    bits = new byte[size];
    around = new int[size];
    values = List.copyOf(ordered.values());
    int at = 0;
    for (IpPrefix prefix : ordered.keySet()) {
      high[at] = prefix.high();
      low[at] = prefix.low();
      bits[at] = (byte) (prefix.bits() - 128);
      around[at] = surrounding(at, prefix);
      at++;
    }
  }

  /** The table of these prefixes; equal prefixes cannot occur, so no value hides another. */
  public static <V> PrefixTable<V> of(Map<IpPrefix, V> entries) {
    return new PrefixTable<>(new TreeMap<>(entries));
  }

  /** How many prefixes there are. */
  public int size() {
    return high.length;
  }

  /** Values of the prefixes that contain the address, the longest prefix first. */
  public List<V> covering(IpAddress address) {
    List<V> found = new ArrayList<>();
    for (int i = cover(address.high(), address.low(), 128); i != NONE; i = nextCover(i, address)) {
      found.add(values.get(i));
    }
    return found;
  }

  /** Value of the longest prefix that contains the address. */
  public Optional<V> longestMatch(IpAddress address) {
    int found = cover(address.high(), address.low(), 128);
    return found == NONE ? Optional.empty() : Optional.of(values.get(found));
  }

  /** Value kept with exactly this prefix. */
  public Optional<V> at(IpPrefix prefix) {
    int found = lastUpTo(prefix.high(), prefix.low(), prefix.bits());
    return found != NONE && prefixAt(found).equals(prefix)
        ? Optional.of(values.get(found))
        : Optional.empty();
  }

  /** The prefixes that share an address with this one, wider before narrower, in address order. */
  public List<IpPrefix> overlapping(IpPrefix prefix) {
    List<IpPrefix> found = new ArrayList<>();
    int last = lastUpTo(prefix.high(), prefix.low(), prefix.bits());
    for (int i = cover(prefix.high(), prefix.low(), prefix.bits()); i != NONE; i = around[i]) {
      if (prefixAt(i).contains(prefix)) {
        found.add(0, prefixAt(i));
      }
    }
    for (int i = last + 1; i < size() && isInside(i, prefix); i++) {
      if (prefix.contains(prefixAt(i))) {
        found.add(prefixAt(i));
      }
    }
    return found;
  }

  /**
   * Whether the prefix of these numbers lies wholly in one of the table's. Allocates nothing: meant
   * for a guard that is asked about every one of a million rows.
   *
   * @param bits see {@link IpPrefix#bits()}
   */
  public boolean containsCovering(long high, long low, int bits) {
    return cover(high, low, bits) != NONE;
  }

  /** Whether the prefix of these numbers shares an address with one of the table's. No garbage. */
  public boolean overlapsAny(long high, long low, int bits) {
    if (cover(high, low, bits) != NONE) {
      return true;
    }
    boolean ipv4 = IpPrefix.isIpv4(high, low, bits);
    int i = lastUpTo(high, low, bits) + 1;
    for (; i < size() && isInside(i, high, low, bits); i++) {
      if (IpPrefix.isIpv4(this.high[i], this.low[i], bits(i)) == ipv4) {
        return true;
      }
    }
    return false;
  }

  private int nextCover(int inner, IpAddress address) {
    return outwards(around[inner], address.high(), address.low(), 128);
  }

  /** The longest of the table's prefixes that contains this one. */
  private int cover(long otherHigh, long otherLow, int otherBits) {
    return outwards(lastUpTo(otherHigh, otherLow, otherBits), otherHigh, otherLow, otherBits);
  }

  private int outwards(int from, long otherHigh, long otherLow, int otherBits) {
    boolean ipv4 = IpPrefix.isIpv4(otherHigh, otherLow, otherBits);
    int i = from;
    while (i != NONE && !covers(i, otherHigh, otherLow, otherBits, ipv4)) {
      i = around[i];
    }
    return i;
  }

  private boolean covers(int i, long otherHigh, long otherLow, int otherBits, boolean ipv4) {
    return surrounds(i, otherHigh, otherLow, otherBits)
        && IpPrefix.isIpv4(high[i], low[i], bits(i)) == ipv4;
  }

  private boolean surrounds(int i, long otherHigh, long otherLow, int otherBits) {
    int own = bits(i);
    return own <= otherBits
        && (otherHigh & IpPrefix.highMask(own)) == high[i]
        && (otherLow & IpPrefix.lowMask(own)) == low[i];
  }

  /** The nearest entry around this new one, of either family; those before it are in place. */
  private int surrounding(int at, IpPrefix prefix) {
    int i = at - 1;
    while (i != NONE && !surrounds(i, prefix.high(), prefix.low(), prefix.bits())) {
      i = around[i];
    }
    return i;
  }

  /** The last entry that stands at or before this prefix. */
  private int lastUpTo(long otherHigh, long otherLow, int otherBits) {
    int from = 0;
    int to = high.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(middle, otherHigh, otherLow, otherBits) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  private int compare(int i, long otherHigh, long otherLow, int otherBits) {
    int byHigh = Long.compareUnsigned(high[i], otherHigh);
    if (byHigh != 0) {
      return byHigh;
    }
    int byLow = Long.compareUnsigned(low[i], otherLow);
    return byLow != 0 ? byLow : Integer.compare(bits(i), otherBits);
  }

  private boolean isInside(int i, IpPrefix prefix) {
    return isInside(i, prefix.high(), prefix.low(), prefix.bits());
  }

  private boolean isInside(int i, long otherHigh, long otherLow, int otherBits) {
    return (high[i] & IpPrefix.highMask(otherBits)) == otherHigh
        && (low[i] & IpPrefix.lowMask(otherBits)) == otherLow;
  }

  private int bits(int i) {
    return bits[i] + 128;
  }

  private IpPrefix prefixAt(int i) {
    return IpPrefix.ofBits(high[i], low[i], bits(i));
  }
}
