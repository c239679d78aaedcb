package io.gatehouse.lapi.server;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Buffers for long answers, outside of the heap. Jetty's pool keeps none above 64 KiB; here as many
 * are kept as a few bouncers need at a time, and more are made while more are needed.
 */
final class LargeBuffers {
  static final int BYTES = 256 << 10;

  private static final int KEPT = 8;
  private static final Deque<ByteBuffer> FREE = new ArrayDeque<>();

  private LargeBuffers() {}

  /** A buffer whose content does not count. */
  static ByteBuffer acquire() {
    synchronized (FREE) {
      if (!FREE.isEmpty()) {
        return FREE.pop();
      }
    }
    return ByteBuffer.allocateDirect(BYTES);
  }

  /** Gives back a buffer that nobody reads any more; it is let go of where enough are kept. */
  static void release(ByteBuffer buffer) {
    synchronized (FREE) {
      if (FREE.size() < KEPT) {
        FREE.push(buffer);
      }
    }
  }
}
