package io.gatehouse.daemon.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import jnr.ffi.LibraryLoader;

/**
 * A Unix datagram socket that only sends; the JDK has none. The address is sockaddr_un of unix(7):
 * the family in 16 bits of host order, then the path, whose first character '@' stands for the NUL
 * of an abstract name. Nothing here ever blocks or throws.
 */
final class NotifySocket {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int LONGEST_PATH = 107;

  private final LibC libc;
  private final int descriptor;
  private final byte[] address;

  /** What is used of libc; names and arguments as in its headers. */
  public interface LibC {
    int socket(int domain, int type, int protocol);

    long sendto(int fd, byte[] data, long length, int flags, byte[] address, int addressLength);

    int close(int fd);
  }

  private NotifySocket(LibC libc, int descriptor, byte[] address) {
    this.libc = libc;
    this.descriptor = descriptor;
    this.address = address;
  }

  /** A socket that sends to this path; empty where it is no path or there is no libc. */
  static Optional<NotifySocket> tryOpen(String path) {
    byte[] name = path.getBytes(UTF_8);
    boolean usable = path.startsWith("/") || path.startsWith("@");
    if (!usable || name.length < 2 || name.length > LONGEST_PATH) {
      return Optional.empty();
    }
    try {
      LibC libc = LibraryLoader.create(LibC.class).load("c");
      int descriptor = libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      return descriptor < 0
          ? Optional.empty()
          : Optional.of(new NotifySocket(libc, descriptor, address(name)));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  private static byte[] address(byte[] name) {
    boolean isAbstract = name[0] == '@';
    ByteBuffer address =
        ByteBuffer.allocate(2 + name.length + (isAbstract ? 0 : 1)).order(ByteOrder.nativeOrder());
    address.putShort((short) AF_UNIX).put(name);
    if (isAbstract) {
      address.put(2, (byte) 0);
    }
    return address.array();
  }

  /** Sends it, or not. */
  void send(String state) {
    byte[] data = state.getBytes(UTF_8);
    libc.sendto(
        descriptor, data, data.length, MSG_DONTWAIT | MSG_NOSIGNAL, address, address.length);
  }

  void close() {
    libc.close(descriptor);
  }
}
