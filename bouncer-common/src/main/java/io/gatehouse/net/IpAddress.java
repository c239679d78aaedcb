package io.gatehouse.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address: 128 bits in two longs. An IPv4 address is held in its IPv4-mapped form
 * (RFC 4291 §2.5.5.2), so {@code ::ffff:192.0.2.1} and {@code 192.0.2.1} are the same address, and
 * it is an IPv4 one. Immutable; equal addresses have equal numbers and equal text.
 */
public final class IpAddress implements Comparable<IpAddress> {
  private static final long MAPPED = 0xFFFFL;

  private final long high;
  private final long low;

  private IpAddress(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** The address with these 128 bits, most significant long first; IPv4 in its mapped form. */
  public static IpAddress of(long high, long low) {
    return new IpAddress(high, low);
  }

  /** The IPv4 address with these 32 bits, so that {@code 0x7f000001} is {@code 127.0.0.1}. */
  public static IpAddress ofIpv4(int bits) {
    return new IpAddress(0, lowOfIpv4(bits));
  }

  /**
   * Takes the bytes of an address in network order.
   *
   * @throws IllegalArgumentException if there are neither 4 nor 16
   */
  public static IpAddress ofBytes(byte[] bytes) {
    if (bytes.length == 4) {
      return ofIpv4((int) number(bytes, 0, 4));
    }
    if (bytes.length == 16) {
      return new IpAddress(number(bytes, 0, 8), number(bytes, 8, 8));
    }
    throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
  }

  /** The same address as the JDK's; a scope id is lost. */
  public static IpAddress of(InetAddress address) {
    return ofBytes(address.getAddress());
  }

  /**
   * Reads the text form: four decimal numbers without leading zeros, or RFC 4291 §2.2 text. No host
   * names, zone ids, ports or the shorthand forms of {@code inet_aton}.
   *
   * @throws IllegalArgumentException with the text and the reason, if it is not an address
   */
  public static IpAddress parse(String text) {
    return tryParse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IP address"));
  }

  /** Like {@link #parse}, empty where the text is not an address. */
  public static Optional<IpAddress> tryParse(String text) {
    PrefixReader reader = new PrefixReader();
    return reader.readAddress(text)
        ? Optional.of(new IpAddress(reader.high(), reader.low()))
        : Optional.empty();
  }

  /** The 32 bits of an IPv4 address in dotted decimal, or -1 for any other text. No garbage. */
  public static long ipv4Bits(CharSequence text) {
    return PrefixReader.ipv4(text);
  }

  static boolean isIpv4(long high, long low) {
    return high == 0 && low >>> 32 == MAPPED;
  }

  static long lowOfIpv4(int bits) {
    return (MAPPED << 32) | (bits & 0xFFFFFFFFL);
  }

  private static long number(byte[] bytes, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      value = (value << 8) | (bytes[i] & 0xFF);
    }
    return value;
  }

  /** The first 64 of the 128 bits; 0 for IPv4. */
  public long high() {
    return high;
  }

  /** The last 64 of the 128 bits; for IPv4 {@code 0x0000ffff} followed by its 32 bits. */
  public long low() {
    return low;
  }

  /** Whether this is an IPv4 (or IPv4-mapped) address. */
  public boolean isIpv4() {
    return isIpv4(high, low);
  }

  /** Bits of an address of this family: 32 or 128. */
  public int width() {
    return isIpv4() ? 32 : 128;
  }

  /** The 32 bits of an IPv4 address; meaningless for IPv6. */
  public int ipv4Bits() {
    return (int) low;
  }

  /** The address in network order: 4 bytes for IPv4, 16 for IPv6. */
  public byte[] toBytes() {
    byte[] all = new byte[16];
    for (int i = 0; i < 8; i++) {
      all[i] = (byte) (high >>> (56 - 8 * i));
      all[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
    return isIpv4() ? Arrays.copyOfRange(all, 12, 16) : all;
  }

  /** Order of the 128-bit numbers, unsigned. */
  @Override
  public int compareTo(IpAddress other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && high == that.high && low == that.low;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high) * 31 + Long.hashCode(low);
  }

  /** Dotted decimal, or the canonical text of RFC 5952. */
  @Override
  public String toString() {
    return AddressText.of(high, low);
  }
}
