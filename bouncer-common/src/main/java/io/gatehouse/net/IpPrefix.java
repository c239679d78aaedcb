package io.gatehouse.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A prefix of addresses of one family, host bits zero. A single address is the prefix of full
 * length. Immutable.
 *
 * <p>Its <i>bits</i> are the length within the 128-bit number that {@link IpAddress} is: an IPv4
 * prefix of length n has 96 + n. They are what tables use as a key, and tell the families apart.
 */
public final class IpPrefix implements Comparable<IpPrefix> {
  /** Bits of the IPv4-mapped prefix {@code ::ffff:0:0/96}. */
  public static final int IPV4_BITS = 96;

  private final long high;
  private final long low;
  private final int bits;

  private IpPrefix(long high, long low, int bits) {
    this.high = high;
    this.low = low;
    this.bits = bits;
  }

  /**
   * The prefix of this many leading bits of the 128-bit number; the bits after them are cleared.
   *
   * @throws IllegalArgumentException if bits is not in 0..128
   */
  public static IpPrefix ofBits(long high, long low, int bits) {
    if (bits < 0 || bits > 128) {
      throw new IllegalArgumentException("a prefix has 0 to 128 bits, not " + bits);
    }
    return new IpPrefix(high & highMask(bits), low & lowMask(bits), bits);
  }

  /** The single address, as a prefix. */
  public static IpPrefix of(IpAddress address) {
    return new IpPrefix(address.high(), address.low(), 128);
  }

  /**
   * The prefix of this length around the address, host bits cleared.
   *
   * @throws IllegalArgumentException if length is not in 0..{@link IpAddress#width()}
   */
  public static IpPrefix of(IpAddress address, int length) {
    if (length < 0 || length > address.width()) {
      throw new IllegalArgumentException(
          "a prefix of " + address + " has 0 to " + address.width() + " bits, not " + length);
    }
    return ofBits(address.high(), address.low(), length + 128 - address.width());
  }

  /**
   * Reads {@code address} or {@code address/length}; host bits are cleared, as Go's {@code
   * net.ParseCIDR} does.
   *
   * @throws IllegalArgumentException with the text, if it is neither
   */
  public static IpPrefix parse(String text) {
    return tryParse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("'" + text + "' is not an IP address or prefix"));
  }

  /** Like {@link #parse}, empty where the text is neither an address nor a prefix. */
  public static Optional<IpPrefix> tryParse(String text) {
    PrefixReader reader = new PrefixReader();
    return reader.read(text)
        ? Optional.of(new IpPrefix(reader.high(), reader.low(), reader.bits()))
        : Optional.empty();
  }

  /** Mask over {@link #high()} of a prefix with this many of the 128 bits. */
  public static long highMask(int bits) {
    return bits >= 64 ? -1L : bits == 0 ? 0 : -1L << (64 - bits);
  }

  /** Mask over {@link #low()} of a prefix with this many of the 128 bits. */
  public static long lowMask(int bits) {
    return bits <= 64 ? 0 : -1L << (128 - bits);
  }

  /** Whether the prefix of these numbers is one of IPv4 addresses. */
  public static boolean isIpv4(long high, long low, int bits) {
    return bits >= IPV4_BITS && IpAddress.isIpv4(high, low);
  }

  /** The first 64 bits of the network address. */
  public long high() {
    return high;
  }

  /** The last 64 bits of the network address. */
  public long low() {
    return low;
  }

  /** Length within 128 bits: 96 + {@link #length()} for IPv4. */
  public int bits() {
    return bits;
  }

  /** Length as written after the slash: 0..32 or 0..128. */
  public int length() {
    return isIpv4() ? bits - IPV4_BITS : bits;
  }

  /** Whether this is a prefix of IPv4 addresses. */
  public boolean isIpv4() {
    return isIpv4(high, low, bits);
  }

  /** Whether this is a single address. */
  public boolean isHost() {
    return bits == 128;
  }

  /** The network address, which is the lowest one. */
  public IpAddress first() {
    return IpAddress.of(high, low);
  }

  /** The highest address. */
  public IpAddress last() {
    return IpAddress.of(high | ~highMask(bits), low | ~lowMask(bits));
  }

  /** Whether the address is inside, and of the same family. */
  public boolean contains(IpAddress address) {
    return contains(address.high(), address.low()) && address.isIpv4() == isIpv4();
  }

  /** Whether every address of the other one is inside this one. */
  public boolean contains(IpPrefix other) {
    return bits <= other.bits && contains(other.high, other.low) && other.isIpv4() == isIpv4();
  }

  /** Whether an address is in both. */
  public boolean overlaps(IpPrefix other) {
    return contains(other) || other.contains(this);
  }

  /**
   * What is left of this prefix without the others: the fewest prefixes, in address order. Empty if
   * one of the others covers it whole.
   */
  public List<IpPrefix> minus(Collection<IpPrefix> others) {
    List<IpPrefix> left = new ArrayList<>();
    collectWithout(others.stream().filter(this::overlaps).toList(), left);
    return List.copyOf(left);
  }

  private void collectWithout(List<IpPrefix> others, List<IpPrefix> left) {
    if (others.isEmpty()) {
      left.add(this);
      return;
    }
    if (others.stream().anyMatch(other -> other.contains(this))) {
      return;
    }
    lowerHalf().collectWithout(others.stream().filter(lowerHalf()::overlaps).toList(), left);
    upperHalf().collectWithout(others.stream().filter(upperHalf()::overlaps).toList(), left);
  }

  private IpPrefix lowerHalf() {
    return new IpPrefix(high, low, bits + 1);
  }

  private IpPrefix upperHalf() {
    return bits < 64
        ? new IpPrefix(high | 1L << (63 - bits), low, bits + 1)
        : new IpPrefix(high, low | 1L << (127 - bits), bits + 1);
  }

  private boolean contains(long otherHigh, long otherLow) {
    return (otherHigh & highMask(bits)) == high && (otherLow & lowMask(bits)) == low;
  }

  /** By first address, then the wider one first. */
  @Override
  public int compareTo(IpPrefix other) {
    int byAddress = first().compareTo(other.first());
    return byAddress != 0 ? byAddress : Integer.compare(bits, other.bits);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpPrefix that
        && high == that.high
        && low == that.low
        && bits == that.bits;
  }

  @Override
  public int hashCode() {
    return (Long.hashCode(high) * 31 + Long.hashCode(low)) * 31 + bits;
  }

  /** {@code address/length}; a single address without the slash. */
  @Override
  public String toString() {
    return isHost() ? first().toString() : first() + "/" + length();
  }
}
