package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;

/** Bytes that are made, and not yet taken: small enough to stay in the processor's cache. */
final class Page {
  private static final int SIZE = 8192;

  private byte[] bytes = new byte[SIZE];
  private int end;
  private int taken;

  /** Whether so many more bytes are welcome; an empty page makes room for any number. */
  boolean takes(int length) {
    if (end == 0 && length > bytes.length) {
      bytes = new byte[length];
    }
    return end + length <= bytes.length;
  }

  void put(byte[] text) {
    put(text, 0, text.length);
  }

  void put(byte[] from, int start, int length) {
    System.arraycopy(from, start, bytes, end, length);
    end += length;
  }

  void put(byte one) {
    bytes[end++] = one;
  }

  /** Writes a number that is not negative. */
  void putDecimal(long number) {
    int digits = digits(number);
    long rest = number;
    for (int i = end + digits - 1; i >= end; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    end += digits;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Moves bytes to the target; whether all of them are gone, and the page is empty. */
  boolean moveTo(ByteBuffer target) {
    int count = Math.min(end - taken, target.remaining());
    target.put(bytes, taken, count);
    taken += count;
    if (taken < end) {
      return false;
    }
    taken = 0;
    end = 0;
    return true;
  }
}
