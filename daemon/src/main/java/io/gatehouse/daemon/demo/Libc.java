package io.gatehouse.daemon.demo;

import jnr.ffi.LibraryLoader;

/** The one function of the C library that Java has no word for. */
final class Libc {
  /** From {@code sched.h}. */
  private static final int CLONE_NEWNET = 0x40000000;

  private static final Functions LIBRARY = LibraryLoader.create(Functions.class).load("c");

  private Libc() {}

  /** Public because the binding is generated. */
  public interface Functions {
    /** See unshare(2): moves the calling thread alone. */
    int unshare(int flags);
  }

  /** Moves the calling thread into a network namespace that nobody else is in. */
  static void enterNewNetwork() throws DemoException {
    if (LIBRARY.unshare(CLONE_NEWNET) != 0) {
      throw new DemoException(
          "demo: the kernel refuses a network namespace; start it as bin/gatehouse demo");
    }
  }
}
