package io.gatehouse.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Moves the test's thread into a network namespace of its own, with nothing in it but loopback, and
 * back afterwards. Sockets opened and programs started by that thread are inside; the host is not
 * touched.
 *
 * <p>Needs CAP_SYS_ADMIN: where the kernel does not allow it, the test is aborted and says so. As a
 * normal user, start the whole JVM under {@code unshare -Urn}: a process with threads cannot enter
 * a user namespace.
 */
public final class NetworkNamespace implements BeforeEachCallback, AfterEachCallback {
  // sched.h, fcntl.h
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int CAPABILITY_VERSION_3 = 0x20080522; // linux/capability.h
  private static final int CAP_NET_ADMIN = 12;
  private static final String OWN = "/proc/thread-self/ns/net";

  private static final NamespaceLibC LIBC = LibraryLoader.create(NamespaceLibC.class).load("c");

  private int outside = -1;
  private int inside = -1;
  private int other = -1;

  /** Used functions of the C library; public because the binding is generated. */
  public interface NamespaceLibC {
    /** See unshare(2). */
    int unshare(int flags);

    /** See setns(2). */
    int setns(int descriptor, int type);

    /** See open(2). */
    int open(String path, int flags);

    /** See capset(2): the calling thread's capabilities. */
    int capset(ByteBuffer header, ByteBuffer data);

    /** See capget(2). */
    int capget(ByteBuffer header, ByteBuffer data);

    /** See close(2). */
    int close(int descriptor);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    outside = LIBC.open(OWN, O_RDONLY_CLOEXEC);
    inside = enterNew();
    run("ip", "link", "set", "lo", "up");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    LIBC.setns(outside, CLONE_NEWNET);
    for (int descriptor : new int[] {outside, inside, other}) {
      if (descriptor >= 0) {
        LIBC.close(descriptor);
      }
    }
    other = -1;
  }

  private static int enterNew() {
    if (LIBC.unshare(CLONE_NEWNET) != 0) {
      int errno = LastError.getLastError(Runtime.getRuntime(LIBC));
      throw new TestAbortedException(
          "no network namespace of our own (errno " + errno + "); run as root or unshare -Urn");
    }
    return LIBC.open(OWN, O_RDONLY_CLOEXEC);
  }

  /**
   * Makes a second namespace, joined by a cable: {@code veth0} here, {@code veth1} there. Once a
   * test.
   */
  public Peer peer() {
    other = enterNew();
    LIBC.setns(inside, CLONE_NEWNET);
    run("ip", "link", "add", "veth0", "type", "veth", "peer", "name", "veth1");
    String there = "/proc/" + ProcessHandle.current().pid() + "/fd/" + other;
    run("ip", "link", "set", "veth1", "netns", there);
    return new Peer(this);
  }

  /** Does something in the second namespace; sockets opened meanwhile stay there. */
  <T> T there(Action<T> action) throws IOException {
    LIBC.setns(other, CLONE_NEWNET);
    try {
      return action.run();
    } finally {
      LIBC.setns(inside, CLONE_NEWNET);
    }
  }

  /**
   * Does something without CAP_NET_ADMIN, which this thread has again afterwards.
   *
   * @throws Exception what the action throws
   */
  public <T> T withoutNetAdmin(Callable<T> action) throws Exception {
    ByteBuffer header = direct(8).putInt(0, CAPABILITY_VERSION_3);
    ByteBuffer data = direct(24);
    LIBC.capget(header, data);
    int effective = data.getInt(0);
    LIBC.capset(header, data.putInt(0, effective & ~(1 << CAP_NET_ADMIN)));
    try {
      return action.call();
    } finally {
      LIBC.capset(header, data.putInt(0, effective));
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  /** Something that opens sockets or starts programs. */
  interface Action<T> {
    T run() throws IOException;
  }

  /**
   * Runs a program in the namespace of this thread and returns what it printed.
   *
   * @throws AssertionError with what it printed, if it does not end with 0
   */
  public String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError(List.of(command) + " ended with " + code + ": " + output);
      }
      return output;
    } catch (IOException missing) {
      throw new TestAbortedException(command[0] + " cannot be run: " + missing.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command[0], interrupted);
    }
  }
}
