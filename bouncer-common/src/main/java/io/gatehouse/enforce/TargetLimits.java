package io.gatehouse.enforce;

import io.gatehouse.net.IpPrefix;

/**
 * Which targets are refused whatever was decided, because a mistake would cost too much.
 *
 * @param widestIpv4 shortest IPv4 prefix length that is enforced, 0 to 32
 * @param widestIpv6 shortest IPv6 prefix length that is enforced, 0 to 128
 * @param families which addresses are enforced at all
 */
public record TargetLimits(int widestIpv4, int widestIpv6, Families families) {
  /** Nothing wider than /8 and /19, both families. */
  public static final TargetLimits DEFAULT = new TargetLimits(8, 19, Families.BOTH);

  /** Address families. */
  public enum Families {
    /** IPv4 and IPv6. */
    BOTH,
    /** IPv4 alone. */
    IPV4,
    /** IPv6 alone. */
    IPV6
  }

  /** Checks the lengths. */
  public TargetLimits {
    if (widestIpv4 < 0 || widestIpv4 > 32 || widestIpv6 < 0 || widestIpv6 > 128) {
      throw new IllegalArgumentException(
          "a prefix length is 0 to 32 or 0 to 128, not " + widestIpv4 + ", " + widestIpv6);
    }
  }

  /** Whether addresses of this family are enforced. */
  boolean accepts(boolean ipv4) {
    return families != (ipv4 ? Families.IPV6 : Families.IPV4);
  }

  /** Whether a prefix of these bits is wider than allowed. */
  boolean isTooWide(boolean ipv4, int bits) {
    return ipv4 ? bits < widestIpv4 + IpPrefix.IPV4_BITS : bits < widestIpv6;
  }
}
