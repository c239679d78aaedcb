package io.gatehouse.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.SplittableRandom;

/**
 * Ports of the loopback for programs that are told where to listen. Taken below those that the
 * kernel gives away by itself (from 32768 on, net.ipv4.ip_local_port_range), so that no connection
 * of another test can have one before the program does.
 */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 100;

  private FreePort() {}

  /** One at which nobody listens just now. */
  public static int pick() {
    SplittableRandom random = new SplittableRandom();
    for (int i = 0; i < TRIES; i++) {
      int port = random.nextInt(FIRST, LAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new AssertionError("every port that was tried is taken");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort() == port;
    } catch (IOException taken) {
      return false;
    }
  }
}
