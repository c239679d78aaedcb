package io.gatehouse.net;

import java.util.Collection;

/** Prefixes by their numbers: open addressing, at most half full, filled once. */
final class PrefixSet {
  private final long[] high;
  private final long[] low;

  /** Bits of the prefix plus one; zero where a slot is empty. */
  private final short[] bits;

  PrefixSet(Collection<IpPrefix> prefixes) {
    int slots = Integer.highestOneBit(Math.max(prefixes.size(), 4)) * 4;
    high = new long[slots];
    low = new long[slots];
    bits = new short[slots];
    prefixes.forEach(this::add);
  }

  boolean contains(long h, long l, int b) {
    return bits[slot(h, l, b)] != 0;
  }

  private void add(IpPrefix prefix) {
    int slot = slot(prefix.high(), prefix.low(), prefix.bits());
    high[slot] = prefix.high();
    low[slot] = prefix.low();
    bits[slot] = (short) (prefix.bits() + 1);
  }

  private int slot(long h, long l, int b) {
    int mask = bits.length - 1;
    long mixed = (h * 31 + l) * 131 + b;
    int slot = (int) ((mixed ^ (mixed >>> 32)) * 0x9E3779B9) >>> 7 & mask;
    while (bits[slot] != 0 && (high[slot] != h || low[slot] != l || bits[slot] != b + 1)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
