package io.gatehouse.lapi.server;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.IpPrefix;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose request it is: the peer's, unless the peer is a proxy that may speak for others. Of
 * X-Forwarded-For the last address that is not such a proxy counts, because everything before it is
 * the client's own word.
 */
final class ClientAddresses {
  private static final IpAddress LOCALHOST = IpAddress.parse("127.0.0.1");
  private static final List<IpPrefix> ALWAYS_TRUSTED =
      List.of(IpPrefix.of(LOCALHOST), IpPrefix.parse("::1"));
  private static final List<IpPrefix> LOOPBACK =
      List.of(IpPrefix.parse("127.0.0.0/8"), IpPrefix.parse("::1"));

  private final List<IpPrefix> proxies;
  private final List<IpPrefix> trusted;

  ClientAddresses(List<IpPrefix> proxies, List<IpPrefix> trusted) {
    this.proxies = proxies;
    this.trusted = trusted;
  }

  /**
   * The client's address.
   *
   * @param peer of the connection; anything but an internet address is this host's
   * @param forwardedFor all X-Forwarded-For headers, joined with commas
   * @param realIp X-Real-IP
   */
  IpAddress client(SocketAddress peer, @Nullable String forwardedFor, @Nullable String realIp) {
    IpAddress address =
        peer instanceof InetSocketAddress inet && inet.getAddress() != null
            ? IpAddress.of(inet.getAddress())
            : LOCALHOST;
    if (proxies.isEmpty() || !within(proxies, address)) {
      return address;
    }
    return forwarded(forwardedFor).or(() -> parsed(realIp)).orElse(address);
  }

  /** Empty where an address on the way is none. */
  private Optional<IpAddress> forwarded(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    String[] hops = header.split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      Optional<IpAddress> hop = parsed(hops[i]);
      if (hop.isEmpty() || i == 0 || !within(proxies, hop.get())) {
        return hop;
      }
    }
    return Optional.empty();
  }

  private static Optional<IpAddress> parsed(@Nullable String text) {
    return text == null ? Optional.empty() : IpAddress.tryParse(text.trim());
  }

  /** Whether this address may delete alerts. */
  boolean isTrusted(IpAddress address) {
    return within(ALWAYS_TRUSTED, address) || within(trusted, address);
  }

  /** Whether this address is this host's own. */
  static boolean isLocal(IpAddress address) {
    return within(LOOPBACK, address);
  }

  private static boolean within(List<IpPrefix> prefixes, IpAddress address) {
    for (IpPrefix prefix : prefixes) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
