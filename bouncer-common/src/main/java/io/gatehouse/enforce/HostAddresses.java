package io.gatehouse.enforce;

import io.gatehouse.net.IpAddress;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The addresses that this host needs in order to be reached at all: its own, and its gateways. */
final class HostAddresses {
  /** RTF_GATEWAY of linux/route.h. */
  private static final int VIA_GATEWAY = 2;

  private final Path routes;
  private final Path ipv6Routes;
  private final Path addresses;
  private final Path ipv6Addresses;

  /**
   * Reads the routing tables that the kernel shows under this folder, {@code /proc/net} in life.
   */
  HostAddresses(Path procNet) {
    this.routes = procNet.resolve("route");
    this.ipv6Routes = procNet.resolve("ipv6_route");
    this.addresses = procNet.resolve("fib_trie");
    this.ipv6Addresses = procNet.resolve("if_inet6");
  }

  /** Addresses of this host's interfaces. Java calls it an error that there is none. */
  Stream<IpAddress> own() throws IOException {
    if (!isAddressed()) {
      return Stream.empty();
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(IpAddress::of);
    } catch (SocketException e) {
      throw new IOException("cannot list the addresses of this host: " + e.getMessage(), e);
    }
  }

  /** Whether any interface has an address: not so in a network namespace that is new. */
  boolean isAddressed() throws IOException {
    return lines(addresses).findAny().isPresent() || lines(ipv6Addresses).findAny().isPresent();
  }

  /** Next hops of every route. */
  Stream<IpAddress> gateways() throws IOException {
    return Stream.concat(
        lines(routes).map(HostAddresses::ipv4Gateway).flatMap(Optional::stream),
        lines(ipv6Routes).map(HostAddresses::ipv6Gateway).flatMap(Optional::stream));
  }

  private static Stream<String[]> lines(Path table) throws IOException {
    try {
      return Files.readAllLines(table, StandardCharsets.US_ASCII).stream()
          .map(line -> line.trim().split("\\s+"));
    } catch (NoSuchFileException e) {
      return Stream.empty();
    }
  }

  /** Interface, destination, gateway, flags…; addresses in hexadecimal of the host's byte order. */
  private static Optional<IpAddress> ipv4Gateway(String[] fields) {
    return guarded(
        fields,
        4,
        route ->
            (Integer.parseInt(route[3], 16) & VIA_GATEWAY) == 0
                ? Optional.empty()
                : Optional.of(
                    IpAddress.ofIpv4(Integer.reverseBytes((int) Long.parseLong(route[2], 16)))));
  }

  /** Destination, length, source, length, next hop…; addresses as 32 hexadecimal digits. */
  private static Optional<IpAddress> ipv6Gateway(String[] fields) {
    return guarded(
        fields,
        10,
        route ->
            (Long.parseLong(route[8], 16) & VIA_GATEWAY) == 0
                ? Optional.empty()
                : Optional.of(IpAddress.ofBytes(HexFormat.of().parseHex(route[4]))));
  }

  /** The first line is a heading, which no number can be read from. */
  private static Optional<IpAddress> guarded(
      String[] fields, int atLeast, Function<String[], Optional<IpAddress>> reader) {
    try {
      return fields.length < atLeast ? Optional.empty() : reader.apply(fields);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
