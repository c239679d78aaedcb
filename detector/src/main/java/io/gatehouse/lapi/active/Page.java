package io.gatehouse.lapi.active;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that are made, and not yet taken. Grows to a size that stays in the processor's cache, and
 * beyond only for a single row.
 */
final class Page {
  private static final int FIRST_SIZE = 512;
  private static final int USUAL_SIZE = 8192;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int end;
  private int taken;

  /** Whether so many more bytes are welcome; an empty page makes room for any number. */
  boolean takes(int length) {
    int needed = end + length;
    if (needed > bytes.length && (end == 0 || needed <= USUAL_SIZE)) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.min(4 * bytes.length, USUAL_SIZE)));
    }
    return needed <= bytes.length;
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
