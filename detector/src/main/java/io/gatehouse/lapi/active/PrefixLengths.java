package io.gatehouse.lapi.active;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The lengths of prefix that occur in a log, in bits of 128: as few lookups as an address needs.
 * Immutable.
 */
final class PrefixLengths {
  static final PrefixLengths NONE = new PrefixLengths(new byte[0]);

  private final byte[] present;

  private PrefixLengths(byte[] present) {
    this.present = present;
  }

  PrefixLengths with(int bits) {
    for (byte known : present) {
      if (known == (byte) bits) {
        return this;
      }
    }
    byte[] more = Arrays.copyOf(present, present.length + 1);
    more[present.length] = (byte) bits;
    return new PrefixLengths(more);
  }

  void forEach(IntConsumer action) {
    for (byte bits : present) {
      action.accept(bits & 0xFF);
    }
  }
}
