package io.gatehouse.lapi.active;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to 4096 rows of the log, in columns. The writer appends and marks rows as removed; readers
 * look only at rows, removals and links that their snapshot knows, and take what is newer for
 * absent. So a column that comes into being late needs no fence: its zeros mean what its absence
 * meant.
 */
final class Chunk {
  /** Bits of an address that number the row within its chunk. */
  static final int ROW_BITS = 12;

  static final int MAX_ROWS = 1 << ROW_BITS;

  /** Text that a chunk takes, unless a single row has more. */
  static final int MAX_TEXT = 1 << 20;

  /** In place of a prefix's bits: the target is a text. */
  static final int NO_PREFIX = 255;

  /** Rows so far; final once a later chunk has been published. */
  int size;

  final long[] ids;
  final long[] untils;
  final long[] added;
  final Kind[] kinds;

  /** For the first row of a key the last one, for any other the first one. */
  final int[] chain;

  /** The next row of the same key; 0 if there is none. */
  final int[] next;

  final int[] textEnds;
  final byte[] text;
  final byte[] bits;
  final long[] low;
  long @Nullable [] high;
  long @Nullable [] removed;
  long @Nullable [] ended;

  Chunk(int rows, int textSize) {
    ids = new long[rows];
    untils = new long[rows];
    added = new long[rows];
    kinds = new Kind[rows];
    chain = new int[rows];
    next = new int[rows];
    textEnds = new int[rows];
    text = new byte[textSize];
    bits = new byte[rows];
    low = new long[rows];
  }

  private Chunk(Chunk old, int rows, int textSize) {
    size = old.size;
    ids = Arrays.copyOf(old.ids, rows);
    untils = Arrays.copyOf(old.untils, rows);
    added = Arrays.copyOf(old.added, rows);
    kinds = Arrays.copyOf(old.kinds, rows);
    chain = Arrays.copyOf(old.chain, rows);
    next = Arrays.copyOf(old.next, rows);
    textEnds = Arrays.copyOf(old.textEnds, rows);
    text = Arrays.copyOf(old.text, textSize);
    bits = Arrays.copyOf(old.bits, rows);
    low = Arrays.copyOf(old.low, rows);
    high = old.high == null ? null : Arrays.copyOf(old.high, rows);
    removed = old.removed == null ? null : Arrays.copyOf(old.removed, rows);
    ended = old.ended == null ? null : Arrays.copyOf(old.ended, rows);
  }

  /** A copy with room for at least one more row of this text. */
  Chunk grown(int maxRows, int textLength) {
    int rows = Math.min(maxRows, Math.max(2 * ids.length, size + 1));
    int textSize = Math.min(Math.max(2 * text.length, 64), MAX_TEXT);
    return new Chunk(this, rows, Math.max(textSize, textUsed() + textLength));
  }

  /** A copy without room. */
  Chunk trimmed() {
    return new Chunk(this, size, textUsed());
  }

  boolean hasRoom(int textLength) {
    return size < ids.length && textUsed() + textLength <= text.length;
  }

  boolean mayGrow(int maxRows, int textLength) {
    return size < maxRows && (size == 0 || textUsed() + textLength <= MAX_TEXT);
  }

  private int textUsed() {
    return textStart(size);
  }

  int textStart(int row) {
    return row == 0 ? 0 : textEnds[row - 1];
  }

  int valueStart(int row) {
    return textStart(row) + kinds[row].beforeValue();
  }

  long high(int row) {
    long @Nullable [] column = high;
    return column == null ? 0 : column[row];
  }

  /** The commit that removed the row; 0 while none has. */
  long removed(int row) {
    long @Nullable [] column = removed;
    return column == null ? 0 : column[row];
  }

  /** When a removed row ended, in milliseconds. */
  long ended(int row) {
    long @Nullable [] column = ended;
    return column == null ? untils[row] : column[row];
  }

  void remove(int row, long commit, long endedMillis) {
    if (removed == null || ended == null) {
      ended = new long[ids.length];
      removed = new long[ids.length];
    }
    ended[row] = endedMillis;
    removed[row] = commit;
  }

  void setHigh(int row, long value) {
    if (value != 0 && high == null) {
      high = new long[ids.length];
    }
    if (high != null) {
      high[row] = value;
    }
  }
}
