package io.gatehouse.request;

import io.gatehouse.net.IpPrefix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whom to believe about where a request comes from.
 *
 * @param header which header names the client; only ever read from a trusted proxy
 * @param trusted the proxies' own addresses
 * @param trustsUnixSockets whether whoever connects through a Unix socket is a proxy
 * @param maxHops how many entries of a header are looked at, from its end
 * @param onInvalid what to make of an entry that is no address
 * @param unwrapsNat64 whether {@code 64:ff9b::/96} stands for the IPv4 address in it (RFC 6052)
 */
public record ClientAddressConfig(
    Header header,
    Set<IpPrefix> trusted,
    boolean trustsUnixSockets,
    int maxHops,
    OnInvalid onInvalid,
    boolean unwrapsNat64) {

  /** No proxy: the other end of the connection is the client. */
  public static final ClientAddressConfig DIRECT =
      new ClientAddressConfig(
          Header.X_FORWARDED_FOR, Set.of(), false, 32, OnInvalid.NEAREST_TRUSTED, false);

  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

  /** RFC 1918 and RFC 4193. Not RFC 6598's shared space: an ISP's customers may have it. */
  private static final List<String> PRIVATE =
      List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");

  /** What to make of an entry that is no address. */
  public enum OnInvalid {
    /** The client is unknown; the nearest proxy stands for it and is never banned. */
    NEAREST_TRUSTED,
    /** The client is unknown; the other end of the connection stands for it. */
    PEER
  }

  /** Copies the prefixes. */
  public ClientAddressConfig {
    trusted = Set.copyOf(trusted);
    if (maxHops < 1) {
      throw new IllegalArgumentException("at least one hop is looked at, not " + maxHops);
    }
  }

  /** The same, believing these proxies, as {@link #trustedProxies} reads them. */
  public ClientAddressConfig trusting(String... proxies) {
    List<String> all = List.of(proxies);
    boolean unix = all.contains("unix");
    return new ClientAddressConfig(
        header, trustedProxies(all), unix, maxHops, onInvalid, unwrapsNat64);
  }

  /** The same, with another header. */
  public ClientAddressConfig reading(Header other) {
    return new ClientAddressConfig(
        other, trusted, trustsUnixSockets, maxHops, onInvalid, unwrapsNat64);
  }

  /**
   * Reads addresses, prefixes and the words {@code loopback} and {@code private}; {@code unix} is
   * passed over.
   *
   * @throws IllegalArgumentException with the entry, if it is none of these
   */
  public static Set<IpPrefix> trustedProxies(List<String> entries) {
    return entries.stream()
        .filter(entry -> !entry.equals("unix"))
        .flatMap(entry -> named(entry).stream())
        .map(ClientAddressConfig::prefix)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> named(String entry) {
    return switch (entry) {
      case "loopback" -> LOOPBACK;
      case "private" -> PRIVATE;
      default -> List.of(entry);
    };
  }

  private static IpPrefix prefix(String entry) {
    try {
      return IpPrefix.parse(entry);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + entry + "' is no address, prefix, 'loopback', 'private' or 'unix'", e);
    }
  }

  /**
   * A header that names the client.
   *
   * @param form how it is read
   * @param name of the header
   */
  public record Header(Form form, String name) {
    /** A list of addresses, the nearest last. */
    public static final Header X_FORWARDED_FOR = new Header(Form.LIST, "X-Forwarded-For");

    /** RFC 7239. */
    public static final Header FORWARDED = new Header(Form.FORWARDED, "Forwarded");

    /** How a header is read. */
    public enum Form {
      /** Addresses, separated by commas. */
      LIST,
      /** RFC 7239. */
      FORWARDED,
      /** One address. */
      SINGLE
    }

    /** A header that holds one address, such as {@code CF-Connecting-IP}. */
    public static Header single(String name) {
      return new Header(Form.SINGLE, name);
    }

    /**
     * Reads {@code x-forwarded-for}, {@code forwarded} or {@code header:NAME}.
     *
     * @return empty if it is none of them
     */
    public static Optional<Header> parse(String text) {
      String word = text.toLowerCase(Locale.ROOT);
      return Arrays.asList(X_FORWARDED_FOR, FORWARDED).stream()
          .filter(header -> header.name.toLowerCase(Locale.ROOT).equals(word))
          .findFirst()
          .or(() -> word.startsWith("header:") ? named(text.substring(7)) : Optional.empty());
    }

    private static Optional<Header> named(String name) {
      return name.matches("[A-Za-z0-9-]+") ? Optional.of(single(name)) : Optional.empty();
    }
  }
}
