package io.gatehouse.firewall.nftables;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.util.Locale;

/** IPv4 or IPv6, as packets and set keys see it. */
enum IpFamily {
  V4("ip", 2, 4, 7, "ipv4_addr", 12, 16),
  V6("ip6", 10, 16, 8, "ipv6_addr", 8, 24);

  /** enum nf_inet_proto: of the family, and of the table family {@code inet} that has both. */
  static final int INET = 1;

  private final String keyword;
  private final int number;
  private final int addressBytes;
  private final int keyType;
  private final String keyTypeName;
  private final int sourceOffset;
  private final int destinationOffset;

  /**
   * @param number enum nf_inet_proto, and the byte that {@code meta nfproto} gives
   * @param keyType nft's own number of the type, which listing a set needs
   * @param sourceOffset of the source address in the header (RFC 791, RFC 8200)
   */
  IpFamily(
      String keyword,
      int number,
      int addressBytes,
      int keyType,
      String keyTypeName,
      int sourceOffset,
      int destinationOffset) {
    this.keyword = keyword;
    this.number = number;
    this.addressBytes = addressBytes;
    this.keyType = keyType;
    this.keyTypeName = keyTypeName;
    this.sourceOffset = sourceOffset;
    this.destinationOffset = destinationOffset;
  }

  /** The family of a prefix by its 128-bit number and length. */
  static IpFamily of(long high, long low, int bits) {
    boolean mapped = high == 0 && low >>> 32 == 0xFFFFL && bits >= IpPrefix.IPV4_BITS;
    return mapped ? V4 : V6;
  }

  static IpFamily of(IpPrefix prefix) {
    return prefix.isIpv4() ? V4 : V6;
  }

  /** {@code ip} or {@code ip6}. */
  String keyword() {
    return keyword;
  }

  int number() {
    return number;
  }

  int addressBytes() {
    return addressBytes;
  }

  int keyType() {
    return keyType;
  }

  String keyTypeName() {
    return keyTypeName;
  }

  int offset(Direction direction) {
    return direction == Direction.SOURCE ? sourceOffset : destinationOffset;
  }

  /** {@code ipv4} or {@code ipv6}, as metrics label it. */
  String label() {
    return "ip" + name().toLowerCase(Locale.ROOT);
  }

  /** {@code 4} or {@code 6}. */
  String digit() {
    return name().substring(1);
  }

  /** Length as written after the slash. */
  int length(int bits) {
    return this == V4 ? bits - IpPrefix.IPV4_BITS : bits;
  }

  /** The mask of this many bits, as text. */
  String maskText(int bits) {
    return this == V4
        ? IpAddress.ofIpv4((int) IpPrefix.lowMask(bits)).toString()
        : IpAddress.of(IpPrefix.highMask(bits), IpPrefix.lowMask(bits)).toString();
  }

  /** Writes an address or mask of this family as an attribute. */
  void write(NetlinkWriter to, int attribute, long high, long low) {
    if (this == V4) {
      to.u32(attribute, (int) low);
    } else {
      to.u128(attribute, high, low);
    }
  }

  /** Which address of a packet is looked up. */
  enum Direction {
    SOURCE,
    DESTINATION;

    String keyword() {
      return this == SOURCE ? "saddr" : "daddr";
    }
  }
}
