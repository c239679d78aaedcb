package io.gatehouse.lapi.storage;

import io.gatehouse.net.IpPrefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A prefix as bytes that sort by family, first address, length: what lies inside a prefix is then
 * one range of keys, and what covers it is one key for each length.
 */
final class PrefixKey {
  private static final byte IPV4 = 4;
  private static final byte IPV6 = 6;

  private PrefixKey() {}

  static byte[] of(IpPrefix prefix) {
    return of(prefix.high(), prefix.low(), prefix.bits());
  }

  static byte[] of(long high, long low, int bits) {
    return key(IpPrefix.isIpv4(high, low, bits), high, low, bits);
  }

  private static byte[] key(boolean ipv4, long high, long low, int bits) {
    return ipv4
        ? ByteBuffer.allocate(6).put(IPV4).putInt((int) low).put((byte) bits).array()
        : ByteBuffer.allocate(18).put(IPV6).putLong(high).putLong(low).put((byte) bits).array();
  }

  /** The keys of every prefix that covers this one whole, itself among them. */
  static List<byte[]> covering(IpPrefix prefix) {
    List<byte[]> keys = new ArrayList<>();
    boolean ipv4 = prefix.isIpv4();
    for (int bits = ipv4 ? IpPrefix.IPV4_BITS : 0; bits <= prefix.bits(); bits++) {
      long high = prefix.high() & IpPrefix.highMask(bits);
      long low = prefix.low() & IpPrefix.lowMask(bits);
      keys.add(key(ipv4, high, low, bits));
    }
    return keys;
  }

  /** The last key of those inside; the first is the prefix's own. */
  static byte[] lastInside(IpPrefix prefix) {
    return key(prefix.isIpv4(), prefix.last().high(), prefix.last().low(), 128);
  }
}
