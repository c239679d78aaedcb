package io.gatehouse.lapi.active;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of rows, each once, told in ascending order after all have been added: an array while
 * they are few, a bit for each address of the log when they are many.
 */
final class RowSet {
  private static final int FEW = 512;

  private int[] few = new int[8];
  private int fewCount;
  private @Nullable BitSet many;
  private int told;
  private boolean sorted;

  void add(int address) {
    if (many == null && fewCount == FEW) {
      spread();
    }
    if (many != null) {
      many.set(address);
      return;
    }
    if (fewCount == few.length) {
      few = Arrays.copyOf(few, 2 * fewCount);
    }
    few[fewCount++] = address;
  }

  private void spread() {
    BitSet bits = new BitSet();
    for (int i = 0; i < fewCount; i++) {
      bits.set(few[i]);
    }
    many = bits;
  }

  boolean isEmpty() {
    return fewCount == 0;
  }

  /** Those that come after so many others, and no more than so many. */
  RowSet part(long offset, long limit) {
    RowSet part = new RowSet();
    int address = next();
    for (long i = 0; address != Rows.NONE && i - offset < limit; i++) {
      if (i >= offset) {
        part.add(address);
      }
      address = next();
    }
    return part;
  }

  long[] ids(Rows rows) {
    LongStream.Builder ids = LongStream.builder();
    for (int address = next(); address != Rows.NONE; address = next()) {
      ids.add(rows.id(address));
    }
    return ids.build().toArray();
  }

  /** The next address, or {@link Rows#NONE} after the last. */
  int next() {
    return many == null ? nextOfFew() : nextOf(many);
  }

  private int nextOf(BitSet bits) {
    int address = bits.nextSetBit(told);
    told = address < 0 ? told : address + 1;
    return address;
  }

  private int nextOfFew() {
    if (!sorted) {
      Arrays.sort(few, 0, fewCount);
      sorted = true;
    }
    while (told > 0 && told < fewCount && few[told] == few[told - 1]) {
      told++;
    }
    return told < fewCount ? few[told++] : Rows.NONE;
  }
}
