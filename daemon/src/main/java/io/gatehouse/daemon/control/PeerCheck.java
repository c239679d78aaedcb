package io.gatehouse.daemon.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/** Asks the kernel who is at the other end (SO_PEERCRED, unix(7)). */
final class PeerCheck {
  private static final String ROOT = "root";

  private PeerCheck() {}

  static boolean isTrusted(SocketChannel channel) throws IOException {
    UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    String user = peer.user().getName();
    return user.equals(ROOT) || user.equals(System.getProperty("user.name"));
  }
}
