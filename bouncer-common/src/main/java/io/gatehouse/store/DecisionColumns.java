package io.gatehouse.store;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpPrefix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decisions in columns: about 41 bytes a row. Columns grow by chunks, so that growing copies
 * nothing. Freed rows are used again. Rows of one target are chained through {@link #next}.
 *
 * <p>A target that is no address has a place among {@link TargetPlaces}, which its row's {@code
 * low} is; its {@code bits} are {@link #NOT_AN_ADDRESS}.
 */
final class DecisionColumns implements TargetIndex.Keys {
  static final int NONE = TargetIndex.NONE;
  static final int NOT_AN_ADDRESS = TargetPlaces.NOT_AN_ADDRESS;

  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int IN_CHUNK = CHUNK - 1;

  /** The last second that fits 32 unsigned bits, in the year 2106: further ends are cut to it. */
  private static final long LAST_SECOND = 0xFFFF_FFFEL;

  private static final class Chunk {
    final long[] high = new long[CHUNK];
    final long[] low = new long[CHUNK];
    final long[] id = new long[CHUNK];
    final int[] until = new int[CHUNK];
    final int[] since = new int[CHUNK];
    final int[] next = new int[CHUNK];
    final byte[] bits = new byte[CHUNK];
    final @Nullable DecisionKind[] kind = new @Nullable DecisionKind[CHUNK];
  }

  private Chunk[] chunks = new Chunk[0];
  private final TargetPlaces others = new TargetPlaces();
  private int used;
  private int firstFree = NONE;
  private int size;
  private int arrival;

  /** From now on this is the second at which what comes in came; 0 where that is not known. */
  void arrivingAt(long second) {
    arrival = (int) kept(second);
  }

  /** Rows that are in use. */
  int size() {
    return size;
  }

  /** One more than the highest row ever in use; rows below may be free, see {@link #isFree}. */
  int limit() {
    return used;
  }

  boolean isFree(int row) {
    return chunk(row).kind[row & IN_CHUNK] == null;
  }

  /** Copies a decision into a row of its own. */
  int add(DecisionRow source) {
    int row = allocate();
    Chunk chunk = chunk(row);
    int at = row & IN_CHUNK;
    if (source.isAddress()) {
      chunk.high[at] = source.high();
      chunk.low[at] = source.low();
      chunk.bits[at] = (byte) source.bits();
    } else {
      chunk.high[at] = 0;
      chunk.low[at] = others.place(source.target());
      chunk.bits[at] = (byte) NOT_AN_ADDRESS;
    }
    chunk.next[at] = NONE;
    chunk.since[at] = arrival;
    say(row, source);
    return row;
  }

  /** Gives a row the id, kind and end of another decision about the same target. */
  void update(int row, DecisionRow source) {
    if (!kind(row).remediation().equals(source.kind().remediation())) {
      chunk(row).since[row & IN_CHUNK] = arrival;
    }
    say(row, source);
  }

  private void say(int row, DecisionRow source) {
    Chunk chunk = chunk(row);
    chunk.id[row & IN_CHUNK] = source.id();
    chunk.kind[row & IN_CHUNK] = source.kind();
    chunk.until[row & IN_CHUNK] = (int) kept(source.untilEpochSecond());
  }

  void free(int row) {
    Chunk chunk = chunk(row);
    chunk.kind[row & IN_CHUNK] = null;
    chunk.next[row & IN_CHUNK] = firstFree;
    firstFree = row;
    size--;
  }

  void clear() {
    chunks = new Chunk[0];
    others.clear();
    used = 0;
    size = 0;
    firstFree = NONE;
  }

  @Override
  public long high(int row) {
    return chunk(row).high[row & IN_CHUNK];
  }

  @Override
  public long low(int row) {
    return chunk(row).low[row & IN_CHUNK];
  }

  @Override
  public int bits(int row) {
    return chunk(row).bits[row & IN_CHUNK] & 0xFF;
  }

  long id(int row) {
    return chunk(row).id[row & IN_CHUNK];
  }

  long until(int row) {
    return Integer.toUnsignedLong(chunk(row).until[row & IN_CHUNK]);
  }

  /** When a decision of this remediation came in; 0 where that was before it could be seen. */
  long since(int row) {
    return Integer.toUnsignedLong(chunk(row).since[row & IN_CHUNK]);
  }

  void id(int row, long id) {
    chunk(row).id[row & IN_CHUNK] = id;
  }

  int next(int row) {
    return chunk(row).next[row & IN_CHUNK];
  }

  void next(int row, int next) {
    chunk(row).next[row & IN_CHUNK] = next;
  }

  DecisionKind kind(int row) {
    DecisionKind kind = chunk(row).kind[row & IN_CHUNK];
    if (kind == null) {
      throw new IllegalStateException("row " + row + " is free");
    }
    return kind;
  }

  Target target(int row) {
    return bits(row) == NOT_AN_ADDRESS
        ? others.at(low(row))
        : new Target.Prefix(IpPrefix.ofBits(high(row), low(row), bits(row)));
  }

  /** The {@code low} that stands for a target which is no address; {@link #NONE} if it has none. */
  int placeOf(Target target) {
    return others.find(target);
  }

  /** An end as it is kept: whole seconds within 32 unsigned bits. */
  static long kept(long untilEpochSecond) {
    return Math.max(0, Math.min(untilEpochSecond, LAST_SECOND));
  }

  /** Forgets a target that is no address, once it has no row any more. */
  void forgetTarget(int row) {
    if (bits(row) == NOT_AN_ADDRESS) {
      others.forget(low(row));
    }
  }

  private int allocate() {
    size++;
    if (firstFree != NONE) {
      int row = firstFree;
      firstFree = next(row);
      return row;
    }
    if (used == chunks.length << CHUNK_BITS) {
      chunks = Arrays.copyOf(chunks, chunks.length + 1);
      chunks[chunks.length - 1] = new Chunk();
    }
    return used++;
  }

  private Chunk chunk(int row) {
    return chunks[row >>> CHUNK_BITS];
  }
}
