package io.gatehouse.policy;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.net.PrefixTable;

/**
 * What evidence about an address is kept under: the IPv4 address, or the IPv6 prefix of 64 bits,
 * which is one subscriber nearly everywhere.
 */
public final class AddressKey {
  private static final int IPV6_SUBSCRIBER = 64;

  private AddressKey() {}

  /** The key of an address. */
  public static IpPrefix of(IpAddress address) {
    return address.isIpv4() ? IpPrefix.of(address) : IpPrefix.of(address, IPV6_SUBSCRIBER);
  }

  /**
   * The key of an address where some networks (a campus, a hosting company) give one such prefix to
   * many: there it is the address itself.
   */
  public static IpPrefix of(IpAddress address, PrefixTable<?> sharedSubscriberPrefixes) {
    return sharedSubscriberPrefixes.longestMatch(address).isPresent()
        ? IpPrefix.of(address)
        : of(address);
  }
}
