package io.gatehouse.lapi.active;

import java.util.Arrays;

/**
 * The rows of the log up to one commit, as readers see them. A row's address is its chunk's number
 * and its own within it. Addresses ascend with the commits that added the rows, and in runs with
 * the ids: a large import takes its ids before it is committed, so that they may come after larger
 * ones. A new run begins with a new chunk; there are few.
 */
final class Rows {
  /** No row. */
  static final int NONE = -1;

  private static final int ROW_MASK = Chunk.MAX_ROWS - 1;

  private final Chunk[] chunks;
  private final int[] runs;
  private final int limit;
  private final long commit;

  /**
   * A view.
   *
   * @param chunks not changed afterwards
   * @param runs the chunks with which runs begin
   * @param limit the first address that is not seen
   * @param commit what was removed later is still there
   */
  Rows(Chunk[] chunks, int[] runs, int limit, long commit) {
    this.chunks = chunks;
    this.runs = runs;
    this.limit = limit;
    this.commit = commit;
  }

  static int address(int chunk, int row) {
    return (chunk << Chunk.ROW_BITS) + row;
  }

  Chunk chunk(int address) {
    return chunks[address >>> Chunk.ROW_BITS];
  }

  static int row(int address) {
    return address & ROW_MASK;
  }

  /** The first address that is no row of this view. */
  int limit() {
    return limit;
  }

  long commit() {
    return commit;
  }

  boolean contains(int address) {
    return address >= 0 && address < limit;
  }

  /** The address after this one, at or beyond the limit if that was the last. */
  int after(int address) {
    int next = address + 1;
    return row(next) != 0 && row(next) < chunk(address).size
        ? next
        : address(1 + (address >>> Chunk.ROW_BITS), 0);
  }

  long id(int address) {
    return chunk(address).ids[row(address)];
  }

  long until(int address) {
    return chunk(address).untils[row(address)];
  }

  long added(int address) {
    return chunk(address).added[row(address)];
  }

  Kind kind(int address) {
    return chunk(address).kinds[row(address)];
  }

  /** The commit that removed the row, as far as this view knows; else 0. */
  long removed(int address) {
    long removed = chunk(address).removed(row(address));
    return removed <= commit ? removed : 0;
  }

  /** When a removed row ended, in milliseconds. */
  long ended(int address) {
    return chunk(address).ended(row(address));
  }

  /** Whether the row is neither removed nor past its end. */
  boolean isLive(int address, long nowMillis) {
    return removed(address) == 0 && until(address) > nowMillis;
  }

  long high(int address) {
    return chunk(address).high(row(address));
  }

  long low(int address) {
    return chunk(address).low[row(address)];
  }

  /** The prefix's bits, or {@link Chunk#NO_PREFIX}. */
  int bits(int address) {
    return chunk(address).bits(row(address));
  }

  /** The first row of the same key. */
  int first(int address) {
    int link = chunk(address).chain[row(address)];
    return Math.min(link, address);
  }

  /** The next row of the same key, or {@link #NONE}. */
  int next(int address) {
    int link = chunk(address).next[row(address)];
    return link != 0 && link < limit ? link : NONE;
  }

  /** Whether the row's value is this text, both as JSON. */
  boolean valueIs(int address, byte[] value) {
    Chunk chunk = chunk(address);
    int row = row(address);
    return Arrays.equals(
        chunk.text, chunk.valueStart(row), chunk.textEnds[row], value, 0, value.length);
  }

  /** Whether the row, which has a UUID, has this one. */
  boolean uuidIs(int address, byte[] uuid) {
    Chunk chunk = chunk(address);
    int start = chunk.textStart(row(address));
    int end = chunk.valueStart(row(address)) - Kind.VALUE_AFTER_UUID.length;
    return Arrays.equals(chunk.text, start, end, uuid, 0, uuid.length);
  }

  boolean isSameValue(int one, int other) {
    Chunk a = chunk(one);
    Chunk b = chunk(other);
    int i = row(one);
    int j = row(other);
    return Arrays.equals(
        a.text, a.valueStart(i), a.textEnds[i], b.text, b.valueStart(j), b.textEnds[j]);
  }

  /** The row with this id, or {@link #NONE}. */
  int find(long id) {
    for (int run = 0; run < runs.length; run++) {
      int end = run + 1 < runs.length ? runs[run + 1] : chunkCount();
      int address = firstWhere(runs[run], end, row -> id(row) >= id);
      if (address != NONE && id(address) == id) {
        return address;
      }
    }
    return NONE;
  }

  /** Whether ids ascend with the addresses. */
  boolean isInOrderOfId() {
    return runs.length == 1;
  }

  /** The first row that a later commit added, at or beyond the limit if there is none. */
  int afterCommit(long cursor) {
    int address = firstWhere(0, chunkCount(), row -> added(row) > cursor);
    return address == NONE ? limit : address;
  }

  /** What never becomes false again, as addresses ascend. */
  @FunctionalInterface
  private interface Threshold {
    boolean passedAt(int address);
  }

  /** Searches the chunks from one up to another, which is excluded. */
  private int firstWhere(int first, int end, Threshold threshold) {
    int from = first;
    int to = end;
    while (from < to) {
      int middle = (from + to) >>> 1;
      boolean passed = threshold.passedAt(address(middle, rowsOf(middle) - 1));
      from = passed ? from : middle + 1;
      to = passed ? middle : to;
    }
    return from == end ? NONE : firstIn(from, threshold);
  }

  private int firstIn(int chunk, Threshold threshold) {
    int from = 0;
    int to = rowsOf(chunk) - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      boolean passed = threshold.passedAt(address(chunk, middle));
      from = passed ? from : middle + 1;
      to = passed ? middle : to;
    }
    return address(chunk, from);
  }

  private int chunkCount() {
    return (limit + ROW_MASK) >>> Chunk.ROW_BITS;
  }

  private int rowsOf(int chunk) {
    return chunk == limit >>> Chunk.ROW_BITS ? row(limit) : chunks[chunk].size;
  }
}
