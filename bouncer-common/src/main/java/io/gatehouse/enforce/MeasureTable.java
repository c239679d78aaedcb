package io.gatehouse.enforce;

import static io.gatehouse.store.TargetIndex.NONE;
import static io.gatehouse.store.TargetPlaces.NOT_AN_ADDRESS;

import io.gatehouse.decision.Target;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.store.TargetIndex;
import io.gatehouse.store.TargetPlaces;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one enforcement point is to hold, and how that differs from what it has acknowledged: about
 * 37 bytes a target, and 12 more for each that differs. Belongs to the thread of one loop.
 */
final class MeasureTable implements DesiredMeasures, TargetIndex.Keys {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int IN_CHUNK = CHUNK - 1;

  private static final class Chunk {
    final long[] high = new long[CHUNK];
    final long[] low = new long[CHUNK];
    final int[] until = new int[CHUNK];
    final byte[] bits = new byte[CHUNK];
    final @Nullable MeasureKind[] kind = new @Nullable MeasureKind[CHUNK];

    /** Where the row's change is noted; in a free row, the next free one. */
    final int[] noted = new int[CHUNK];
  }

  private final InstantSource time;
  private Chunk[] chunks = new Chunk[0];
  private final TargetIndex index = new TargetIndex(this);
  private final TargetPlaces others = new TargetPlaces();
  private final ChangeNotes notes = new ChangeNotes();
  private int used;
  private int firstFree = NONE;
  private int size;
  private long basis = 1;
  private boolean complete;
  private List<IpPrefix> guarded = List.of();

  MeasureTable(InstantSource time) {
    this.time = time;
  }

  /** See {@link TargetIndex#near}. */
  void near(long high, long low, int bits) {
    index.near(high, low, bits);
  }

  /** The measure about an address or prefix is now this one. */
  void put(long high, long low, int bits, MeasureKind kind, long untilEpochSecond) {
    int row = index.head(high, low, bits);
    if (row == NONE) {
      row = allocate(high, low, bits);
    }
    set(row, kind, seconds(untilEpochSecond));
  }

  /** The measure about a target that is no address is now this one. */
  void put(Target target, MeasureKind kind, long untilEpochSecond) {
    put(0, others.place(target), NOT_AN_ADDRESS, kind, untilEpochSecond);
  }

  /** No measure about this address or prefix is desired any more. */
  void remove(long high, long low, int bits) {
    int row = index.head(high, low, bits);
    if (row != NONE) {
      set(row, null, 0);
    }
  }

  /** No measure about this target, which is no address, is desired any more. */
  void remove(Target target) {
    int place = others.find(target);
    if (place != TargetPlaces.NONE) {
      remove(0, place, NOT_AN_ADDRESS);
    }
  }

  /** Forgets everything; the next plan cannot build on the last one. */
  void restart() {
    chunks = new Chunk[0];
    index.clear();
    others.clear();
    notes.clear();
    used = 0;
    size = 0;
    firstFree = NONE;
    basis++;
  }

  /** The point holds what is desired. */
  void acknowledge() {
    for (int note = 0; note < notes.size(); note++) {
      int row = notes.row(note);
      chunk(row).noted[row & IN_CHUNK] = NONE;
      if (kind(row) == null) {
        free(row);
      }
    }
    notes.clear();
  }

  void complete(boolean everything) {
    complete = everything;
  }

  void guarded(List<IpPrefix> prefixes) {
    guarded = List.copyOf(prefixes);
  }

  @Override
  public long basis() {
    return basis;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public long nowEpochSecond() {
    return time.instant().getEpochSecond();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int changeCount() {
    return notes.size();
  }

  @Override
  public List<IpPrefix> guarded() {
    return guarded;
  }

  @Override
  public MeasureCursor all() {
    return new AllMeasures(this);
  }

  @Override
  public ChangeCursor changes() {
    return new NotedChanges(this, notes);
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

  /** The desired kind; null where nothing is desired. */
  @Nullable MeasureKind kind(int row) {
    return chunk(row).kind[row & IN_CHUNK];
  }

  long until(int row) {
    return Integer.toUnsignedLong(chunk(row).until[row & IN_CHUNK]);
  }

  Target target(int row) {
    return bits(row) == NOT_AN_ADDRESS
        ? others.at(low(row))
        : new Target.Prefix(IpPrefix.ofBits(high(row), low(row), bits(row)));
  }

  /** One more than the highest row ever used. */
  int limit() {
    return used;
  }

  private void set(int row, @Nullable MeasureKind kind, int until) {
    Chunk chunk = chunk(row);
    int at = row & IN_CHUNK;
    MeasureKind before = chunk.kind[at];
    if (chunk.until[at] == until && (before == null ? kind == null : before.equals(kind))) {
      return;
    }
    if (chunk.noted[at] == NONE) {
      chunk.noted[at] = notes.add(row, before, chunk.until[at]);
    }
    size += (kind == null ? 0 : 1) - (before == null ? 0 : 1);
    chunk.kind[at] = kind;
    chunk.until[at] = until;
  }

  private int allocate(long high, long low, int bits) {
    int row = firstFree;
    if (row == NONE) {
      if (used == chunks.length << CHUNK_BITS) {
        chunks = Arrays.copyOf(chunks, chunks.length + 1);
        chunks[chunks.length - 1] = new Chunk();
      }
      row = used++;
    } else {
      firstFree = chunk(row).noted[row & IN_CHUNK];
    }
    Chunk chunk = chunk(row);
    chunk.high[row & IN_CHUNK] = high;
    chunk.low[row & IN_CHUNK] = low;
    chunk.bits[row & IN_CHUNK] = (byte) bits;
    chunk.noted[row & IN_CHUNK] = NONE;
    index.addHead(row);
    return row;
  }

  private void free(int row) {
    index.removeHead(row);
    if (bits(row) == NOT_AN_ADDRESS) {
      others.forget(low(row));
    }
    chunk(row).noted[row & IN_CHUNK] = firstFree;
    firstFree = row;
  }

  private Chunk chunk(int row) {
    return chunks[row >>> CHUNK_BITS];
  }

  /** Ends after the year 2106 are cut to it, so that 32 bits hold them. */
  private static int seconds(long untilEpochSecond) {
    return (int) Math.max(0, Math.min(untilEpochSecond, 0xFFFF_FFFEL));
  }
}
