package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.daemon.settings.ListenAddress;
import java.nio.file.Path;

/** Where clients find the LAPI that a file describes. */
final class LapiAddress {
  private static final ListenAddress USUAL = new ListenAddress("127.0.0.1", 8080);

  private LapiAddress() {}

  /** A URL, or the path of a socket where it listens at no port. */
  static String of(EngineConfig config) {
    if (config.server().listen().isEmpty() && config.server().socket().isPresent()) {
      Path socket = config.server().socket().get();
      return socket.toAbsolutePath().toString();
    }
    ListenAddress listen = config.server().listen().orElse(USUAL);
    String scheme = config.server().tls().isPresent() ? "https://" : "http://";
    return scheme + reachable(listen) + "/";
  }

  /** Every interface is none that one could name; this host's clients use loopback. */
  private static ListenAddress reachable(ListenAddress listen) {
    return switch (listen.host()) {
      case "", "0.0.0.0" -> new ListenAddress("127.0.0.1", listen.port());
      case "::" -> new ListenAddress("::1", listen.port());
      default -> listen;
    };
  }
}
