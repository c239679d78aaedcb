package io.gatehouse.policy;

import io.gatehouse.decision.Target;
import io.gatehouse.net.IpPrefix;
import java.time.Duration;
import java.util.Set;

/**
 * What bounds a measure that drops packets, where people may share the address.
 *
 * @param httpPorts TCP ports that are left to an HTTP enforcer while one holds a lease on them
 * @param leaseTtl how long a lease is good after its last renewal
 * @param longest how long a shared address is dropped where nobody else protects HTTP
 * @param longestLeased how long where an HTTP enforcer does
 * @param longestSpoofable how long for an offence whose source may be forged
 * @param widestIpv4 shortest length of an IPv4 range that is dropped
 * @param widestIpv6 shortest length of an IPv6 range that is dropped
 * @param mostPieces into how many pieces a range is taken apart at most, to leave shared networks
 *     out
 */
public record PacketLimits(
    Set<Integer> httpPorts,
    Duration leaseTtl,
    Duration longest,
    Duration longestLeased,
    Duration longestSpoofable,
    int widestIpv4,
    int widestIpv6,
    int mostPieces) {

  /** The product's. */
  public static final PacketLimits DEFAULT =
      new PacketLimits(
          Set.of(80, 443),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofMinutes(60),
          Duration.ofMinutes(10),
          20,
          40,
          64);

  private static final int IPV6_SUBSCRIBER = 64;

  /** Copies the ports. */
  public PacketLimits {
    httpPorts = Set.copyOf(httpPorts);
  }

  /** See {@link RemediationPolicy#reach(long, long, int)}. */
  Reach reach(long high, long low, int bits) {
    boolean ipv4 = IpPrefix.isIpv4(high, low, bits);
    if (bits >= (ipv4 ? 128 : IPV6_SUBSCRIBER)) {
      return Reach.ADDRESS;
    }
    int widest = ipv4 ? widestIpv4 + IpPrefix.IPV4_BITS : widestIpv6;
    return bits >= widest ? Reach.RANGE : Reach.WIDE;
  }

  Reach reach(Target target) {
    return target instanceof Target.Prefix address
        ? reach(address.prefix().high(), address.prefix().low(), address.prefix().bits())
        : Reach.NAMED;
  }
}
