package io.gatehouse.store;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds the first row of a target: open addressing with linear probing over row numbers, the keys
 * staying in the columns. Removal shifts later entries back (Knuth, TAOCP vol. 3, 6.4 algorithm R),
 * so that no markers of deleted entries pile up. Not thread-safe.
 */
public final class TargetIndex {
  /** What {@link #head} gives where there is no row. */
  public static final int NONE = -1;

  private static final int SMALLEST = 1024;

  /** The columns that hold the keys of the rows. */
  public interface Keys {
    /** See {@link io.gatehouse.net.IpPrefix#high()}. */
    long high(int row);

    /** See {@link io.gatehouse.net.IpPrefix#low()}; the place of a target that is no address. */
    long low(int row);

    /** See {@link io.gatehouse.net.IpPrefix#bits()}; {@link TargetPlaces#NOT_AN_ADDRESS} else. */
    int bits(int row);
  }

  private final Keys columns;
  private final long seed = ThreadLocalRandom.current().nextLong();
  private int[] heads = emptySlots(SMALLEST);
  private int size;

  /** An empty index over these columns. */
  public TargetIndex(Keys columns) {
    this.columns = columns;
  }

  /** How many targets there are. */
  public int size() {
    return size;
  }

  /** Forgets every target. */
  public void clear() {
    heads = emptySlots(SMALLEST);
    size = 0;
  }

  /** The first row of the target, or {@link #NONE}. */
  public int head(long high, long low, int bits) {
    return heads[slot(high, low, bits)];
  }

  /** Makes this row the first of its target. */
  public void putHead(int row) {
    int slot = slot(columns.high(row), columns.low(row), columns.bits(row));
    boolean fresh = heads[slot] == NONE;
    heads[slot] = row;
    if (fresh && ++size > heads.length / 3 * 2) {
      grow();
    }
  }

  /** Forgets the target that this row is the first of. */
  public void removeHead(int row) {
    int hole = slot(columns.high(row), columns.low(row), columns.bits(row));
    int mask = heads.length - 1;
    for (int at = (hole + 1) & mask; heads[at] != NONE; at = (at + 1) & mask) {
      int home = homeOf(heads[at]);
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        heads[hole] = heads[at];
        hole = at;
      }
    }
    heads[hole] = NONE;
    size--;
  }

  private int slot(long high, long low, int bits) {
    int mask = heads.length - 1;
    int slot = Hashing.hash(high, low, bits, seed) & mask;
    while (heads[slot] != NONE && !isAbout(heads[slot], high, low, bits)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAbout(int row, long high, long low, int bits) {
    return columns.low(row) == low && columns.high(row) == high && columns.bits(row) == bits;
  }

  private int homeOf(int row) {
    int hash = Hashing.hash(columns.high(row), columns.low(row), columns.bits(row), seed);
    return hash & (heads.length - 1);
  }

  private void grow() {
    int[] old = heads;
    heads = emptySlots(old.length * 2);
    for (int row : old) {
      if (row != NONE) {
        heads[slot(columns.high(row), columns.low(row), columns.bits(row))] = row;
      }
    }
  }

  private static int[] emptySlots(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, NONE);
    return slots;
  }
}
