package io.gatehouse.request;

import io.gatehouse.net.IpAddress;
import io.gatehouse.net.PrefixTable;
import io.gatehouse.request.ClientAddress.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sent a request. Nothing in a request is believed unless the other end of the
 * connection is a trusted proxy; then the proxies' list is walked from its end, where each proxy
 * has appended what it saw itself, up to the first address that is not a trusted proxy's. What
 * stands to the left of it may be forged and is never looked at.
 *
 * <p>Texts are read as literal addresses and never asked of DNS. Thread-safe.
 */
public final class ClientAddressResolver {
  /** An IPv6 address with an IPv4 ending, in brackets, with a zone and a port, is shorter. */
  private static final int LONGEST_ENTRY = 80;

  private static final long MAPPED = 0xFFFF_0000_0000L;

  private final ClientAddressConfig config;
  private final PrefixTable<Boolean> trusted;
  private final HopText hops;

  /** A resolver of these settings. */
  public ClientAddressResolver(ClientAddressConfig config) {
    this.config = config;
    this.trusted =
        PrefixTable.of(
            config.trusted().stream()
                .collect(Collectors.toMap(Function.identity(), prefix -> Boolean.TRUE)));
    this.hops = new HopText(config.unwrapsNat64());
  }

  /** Whether this is the address of a trusted proxy, which nothing should be decided about. */
  public boolean trusts(IpAddress address) {
    return trusted.containsCovering(address.high(), address.low(), 128);
  }

  /**
   * Whether the other end of a connection is a trusted proxy.
   *
   * @param peer as text; null, empty or a name for a Unix socket
   */
  public boolean trustsPeer(@Nullable String peer) {
    IpAddress address = address(peer);
    return address == null ? config.trustsUnixSockets() : trusts(address);
  }

  private @Nullable IpAddress address(@Nullable String peer) {
    return peer == null || peer.length() > LONGEST_ENTRY ? null : hops.address(peer);
  }

  /** As {@link #trusts}, of an IPv4 address by its 32 bits. Allocates nothing. */
  public boolean trustsIpv4(int bits) {
    return trusted.size() > 0 && trusted.containsCovering(0, MAPPED | (bits & 0xFFFF_FFFFL), 128);
  }

  /**
   * Who sent the request.
   *
   * @param peer the other end of the connection, as text; null, empty or a name where it is none
   * @param headers asked only if the peer is trusted
   */
  public ClientAddress resolve(@Nullable String peer, HeaderLines headers) {
    IpAddress address = address(peer);
    if (address == null) {
      return config.trustsUnixSockets() ? named(headers, null) : ClientAddress.UNKNOWN;
    }
    return trusts(address) ? named(headers, address) : new ClientAddress(address, Source.PEER);
  }

  private ClientAddress named(HeaderLines headers, @Nullable IpAddress peer) {
    List<String> lines = headers.of(config.header().name());
    return switch (config.header().form()) {
      case SINGLE -> single(lines, peer);
      case LIST -> walk(TailOfList.ofCommas(lines, config.maxHops()), peer);
      case FORWARDED ->
          walk(
              TailOfList.ofCommas(lines, config.maxHops()).stream()
                  .map(ForwardedElement::client)
                  .toList(),
              peer);
    };
  }

  private ClientAddress single(List<String> lines, @Nullable IpAddress peer) {
    Optional<IpAddress> only = lines.size() == 1 ? entry(lines.get(0)) : Optional.empty();
    return only.map(found -> new ClientAddress(found, Source.FORWARDED))
        .orElseGet(() -> unresolved(peer));
  }

  /** From the nearest hop outwards; the last of the list is the nearest. */
  private ClientAddress walk(List<String> entries, @Nullable IpAddress peer) {
    IpAddress nearest = peer;
    for (int i = entries.size() - 1; i >= 0; i--) {
      IpAddress hop = entry(entries.get(i)).orElse(null);
      if (hop == null) {
        return unresolved(
            config.onInvalid() == ClientAddressConfig.OnInvalid.PEER ? peer : nearest);
      }
      if (!trusts(hop)) {
        return new ClientAddress(hop, Source.FORWARDED);
      }
      nearest = hop;
    }
    return entries.isEmpty() || nearest == null
        ? unresolved(peer)
        : new ClientAddress(nearest, Source.FORWARDED);
  }

  private Optional<IpAddress> entry(String text) {
    String entry = text.strip();
    return entry.isEmpty() || entry.length() > LONGEST_ENTRY
        ? Optional.empty()
        : Optional.ofNullable(hops.addressWithPort(entry));
  }

  private static ClientAddress unresolved(@Nullable IpAddress nearest) {
    return nearest == null ? ClientAddress.UNKNOWN : new ClientAddress(nearest, Source.UNRESOLVED);
  }
}
