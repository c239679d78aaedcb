package io.gatehouse.store;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds the first row of a target: open addressing with linear probing over row numbers, the keys
 * staying in the columns. A slot holds the key's hash beside the row, so that a probe that meets
 * another key, and growing, seldom read the columns at all. Removal shifts later entries back
 * (Knuth, TAOCP vol. 3, 6.4 algorithm R), so that no markers of deleted entries pile up. Not
 * thread-safe.
 */
public final class TargetIndex {
  /** What {@link #head} gives where there is no row. */
  public static final int NONE = -1;

  private static final int SMALLEST = 1024;
  private static final long EMPTY = 0;

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

  /**
   * The hash in the upper half, the row and one in the lower; {@link #EMPTY} where there is none.
   */
  private long[] slots = new long[SMALLEST];

  private int size;

  @SuppressWarnings("UnusedVariable") // a look whose result nobody keeps may be left out
  private long seen;

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
    slots = new long[SMALLEST];
    size = 0;
  }

  /**
   * Looks where the target is or would be, so that the processor has that place at hand when it is
   * asked for next. In a large index each place is a wait for memory; done for some thousand
   * targets in a row the waits overlap, and cost a fraction of as many with work in between.
   */
  public void near(long high, long low, int bits) {
    seen += slots[Hashing.hash(high, low, bits, seed) & (slots.length - 1)];
  }

  /** The first row of the target, or {@link #NONE}. */
  public int head(long high, long low, int bits) {
    return row(slots[find(Hashing.hash(high, low, bits, seed), high, low, bits)]);
  }

  /** Makes this row, which is in the columns, the first of its target. */
  public void putHead(int row) {
    int hash = hashOf(row);
    int slot = find(hash, columns.high(row), columns.low(row), columns.bits(row));
    boolean fresh = slots[slot] == EMPTY;
    slots[slot] = slot(hash, row);
    if (fresh) {
      grown();
    }
  }

  /** As {@link #putHead}, of a target that {@link #head} has just not found. */
  public void addHead(int row) {
    int hash = hashOf(row);
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != EMPTY) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = slot(hash, row);
    grown();
  }

  /** Forgets the target that this row is the first of. */
  public void removeHead(int row) {
    int hole = find(hashOf(row), columns.high(row), columns.low(row), columns.bits(row));
    int mask = slots.length - 1;
    for (int at = (hole + 1) & mask; slots[at] != EMPTY; at = (at + 1) & mask) {
      int home = (int) (slots[at] >>> 32) & mask;
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        slots[hole] = slots[at];
        hole = at;
      }
    }
    slots[hole] = EMPTY;
    size--;
  }

  /** The slot that holds the target, or the empty one where it would go. */
  private int find(int hash, long high, long low, int bits) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != EMPTY && !holds(slots[at], hash, high, low, bits)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private boolean holds(long slot, int hash, long high, long low, int bits) {
    if ((int) (slot >>> 32) != hash) {
      return false;
    }
    int row = row(slot);
    return columns.low(row) == low && columns.high(row) == high && columns.bits(row) == bits;
  }

  private void grown() {
    if (++size > slots.length / 3 * 2) {
      long[] old = slots;
      slots = new long[old.length * 2];
      int mask = slots.length - 1;
      for (long slot : old) {
        if (slot != EMPTY) {
          int at = (int) (slot >>> 32) & mask;
          while (slots[at] != EMPTY) {
            at = (at + 1) & mask;
          }
          slots[at] = slot;
        }
      }
    }
  }

  private int hashOf(int row) {
    return Hashing.hash(columns.high(row), columns.low(row), columns.bits(row), seed);
  }

  private static long slot(int hash, int row) {
    return ((long) hash << 32) | (row + 1);
  }

  private static int row(long slot) {
    return (int) slot - 1;
  }
}
