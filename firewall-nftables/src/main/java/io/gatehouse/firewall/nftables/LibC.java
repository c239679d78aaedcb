package io.gatehouse.firewall.nftables;

import java.nio.ByteBuffer;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/** The calls of the C library that a netlink socket needs (POSIX; sys/socket.h and poll.h). */
final class LibC {
  static final Functions FUNCTIONS = LibraryLoader.create(Functions.class).load("c");
  private static final Runtime RUNTIME = Runtime.getRuntime(FUNCTIONS);

  private LibC() {}

  /** The errno of the last call of this thread. */
  static int errno() {
    return LastError.getLastError(RUNTIME);
  }

  /** Public because jnr-ffi implements it from a class loader of its own. */
  public interface Functions {
    int socket(int domain, int type, int protocol);

    int bind(int socket, @In ByteBuffer address, int addressBytes);

    @ssize_t
    long sendto(
        int socket,
        @In ByteBuffer data,
        @size_t long bytes,
        int flags,
        @In ByteBuffer address,
        int addressBytes);

    @ssize_t
    long recv(int socket, @Out ByteBuffer data, @size_t long bytes, int flags);

    int setsockopt(int socket, int level, int option, @In ByteBuffer value, int valueBytes);

    int getsockopt(
        int socket, int level, int option, @Out ByteBuffer value, @In @Out ByteBuffer valueBytes);

    int poll(@In @Out ByteBuffer descriptors, @size_t long count, int timeoutMillis);

    int close(int descriptor);
  }
}
