package io.gatehouse.request;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.PrefixReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads an address as containers and proxies write it: with or without brackets, zone and port. An
 * IPv6 address followed by a port without brackets cannot be told from a longer address and is read
 * as a whole.
 */
final class HopText {
  private static final long NAT64 = 0x0064_ff9b_0000_0000L;

  private final boolean unwrapsNat64;

  HopText(boolean unwrapsNat64) {
    this.unwrapsNat64 = unwrapsNat64;
  }

  /** An address without a port, perhaps in brackets or with a zone; null if it is none. */
  @Nullable IpAddress address(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return literal(text.substring(1, text.length() - 1));
    }
    return literal(text);
  }

  /** As {@link #address}, perhaps with a port. */
  @Nullable IpAddress addressWithPort(String text) {
    int colon = text.lastIndexOf(':');
    boolean brackets = text.startsWith("[");
    boolean portFollows = brackets ? colon > text.indexOf(']') : colon == text.indexOf(':');
    if (colon < 0 || !portFollows) {
      return address(text);
    }
    return isPort(text, colon + 1) ? address(text.substring(0, colon)) : null;
  }

  private @Nullable IpAddress literal(String text) {
    int zone = text.indexOf('%');
    if (zone >= 0 && text.indexOf(':') < 0) {
      return null;
    }
    PrefixReader reader = new PrefixReader();
    return reader.readAddress(zone < 0 ? text : text.substring(0, zone))
        ? unwrapped(reader.high(), reader.low())
        : null;
  }

  private IpAddress unwrapped(long high, long low) {
    return unwrapsNat64 && high == NAT64 && low >>> 32 == 0
        ? IpAddress.ofIpv4((int) low)
        : IpAddress.of(high, low);
  }

  private static boolean isPort(String text, int from) {
    int digits = text.length() - from;
    return digits >= 1
        && digits <= 5
        && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }
}
