package io.gatehouse.lapi.active;

import io.gatehouse.decision.Scope;
import io.gatehouse.net.PrefixReader;
import java.util.Arrays;

/**
 * The writer's side of the log: appends rows, links those of one key, and notes removals in their
 * order. Writer only; what readers get is {@link Snapshot}.
 */
final class RowLog {
  private static final int FIRST_ROWS = 16;
  private static final int NEXT_ROWS = 256;
  private static final int NEXT_TEXT = 4096;

  private final int maxRows;
  private final KeyTable keys;
  private final Kinds kinds = new Kinds();
  private final PrefixReader reader = new PrefixReader();

  private PrefixLengths lengths = PrefixLengths.NONE;
  private Chunk[] chunks = {new Chunk(FIRST_ROWS, FIRST_ROWS)};
  private Chunk[] published = {};
  private int last;

  /** The chunks at which ids begin to ascend anew; never changed in place. */
  private int[] runs = {0};

  private int count;
  private int[] removals = new int[FIRST_ROWS];
  private int removalCount;

  /** An empty log; a chunk takes at most this many rows. */
  RowLog(int maxRows) {
    this(maxRows, new KeyTable());
  }

  private RowLog(int maxRows, KeyTable keys) {
    this.maxRows = maxRows;
    this.keys = keys;
  }

  /** An empty log that expects to become about as large as this one. */
  RowLog successor() {
    return new RowLog(maxRows, keys.emptyOfSameSize());
  }

  int count() {
    return count;
  }

  Kinds kinds() {
    return kinds;
  }

  /** The rows up to now, for the writer. */
  Rows rows() {
    return new Rows(chunks, runs, limit(), Long.MAX_VALUE);
  }

  private int limit() {
    return Rows.address(last, chunks[last].size);
  }

  void append(long commit, StoredDecision decision) {
    byte[] text = textOf(decision);
    int row = newRow(decision.id(), text.length);
    Chunk chunk = chunks[last];
    chunk.putText(row, text, 0, text.length);
    chunk.ids[row] = decision.id();
    chunk.untils[row] = decision.until().toEpochMilli();
    chunk.added[row] = commit;
    chunk.kinds[row] = kinds.of(keyOf(decision));
    if (Scope.of(decision.scope()).isAddress() && reader.read(decision.value())) {
      chunk.setPrefix(row, reader.high(), reader.low(), reader.bits());
    } else {
      chunk.setPrefix(row, 0, 0, Chunk.NO_PREFIX);
    }
    finish(row);
  }

  /**
   * Appends a row of another log, without its removal.
   *
   * @param kind this log's kind of it
   */
  void append(Chunk from, int fromRow, Kind kind) {
    int start = from.textStart(fromRow);
    int length = from.textEnds[fromRow] - start;
    int row = newRow(from.ids[fromRow], length);
    Chunk chunk = chunks[last];
    chunk.putText(row, from.text, start, length);
    chunk.ids[row] = from.ids[fromRow];
    chunk.untils[row] = from.untils[fromRow];
    chunk.added[row] = from.added[fromRow];
    chunk.kinds[row] = kind;
    chunk.setPrefix(row, from.high(fromRow), from.low[fromRow], from.bits(fromRow));
    finish(row);
  }

  private static Kind.Key keyOf(StoredDecision decision) {
    return new Kind.Key(
        decision.origin(),
        decision.scenario(),
        decision.scope(),
        decision.type(),
        decision.simulated(),
        decision.uuid() != null);
  }

  private static byte[] textOf(StoredDecision decision) {
    byte[] value = JsonText.of(decision.value());
    if (decision.uuid() == null) {
      return value;
    }
    byte[] uuid = JsonText.ascii(decision.uuid().toString());
    byte[] between = Kind.VALUE_AFTER_UUID;
    byte[] text = Arrays.copyOf(uuid, uuid.length + between.length + value.length);
    System.arraycopy(between, 0, text, uuid.length, between.length);
    System.arraycopy(value, 0, text, uuid.length + between.length, value.length);
    return text;
  }

  private int newRow(long id, int textLength) {
    Chunk chunk = chunks[last];
    if (chunk.size > 0 && id < chunk.ids[chunk.size - 1]) {
      beginChunk(textLength);
      runs = Arrays.copyOf(runs, runs.length + 1);
      runs[runs.length - 1] = last;
    } else if (!chunk.hasRoom(textLength)) {
      makeRoom(textLength);
    }
    return chunks[last].size;
  }

  private void makeRoom(int textLength) {
    if (chunks[last].mayGrow(maxRows, textLength)) {
      chunks[last] = chunks[last].grown(maxRows, textLength);
    } else {
      beginChunk(textLength);
    }
  }

  private void beginChunk(int textLength) {
    chunks[last] = chunks[last].trimmed();
    last++;
    chunks = last < chunks.length ? chunks : Arrays.copyOf(chunks, 2 * last);
    chunks[last] = new Chunk(Math.min(maxRows, NEXT_ROWS), Math.max(textLength, NEXT_TEXT));
  }

  private void finish(int row) {
    Chunk chunk = chunks[last];
    chunk.size = row + 1;
    count++;
    lengths = lengths.with(chunk.bits(row));
    chunk.kinds[row].countLive(1);
    link(Rows.address(last, row));
  }

  private void link(int address) {
    Rows rows = rows();
    int first = keys.firstOrAdd(rows, address);
    int[] chain = rows.chunk(first).chain;
    if (first == address) {
      chain[Rows.row(first)] = first;
      return;
    }
    int before = chain[Rows.row(first)];
    chain[Rows.row(first)] = address;
    rows.chunk(before).next[Rows.row(before)] = address;
    rows.chunk(address).chain[Rows.row(address)] = first;
  }

  /** Marks a live decision as removed; says nothing of one that is unknown or already removed. */
  void remove(long id, long commit, long endedMillis) {
    Rows rows = rows();
    int address = rows.find(id);
    if (address != Rows.NONE && rows.removed(address) == 0) {
      remove(address, commit, endedMillis);
    }
  }

  private void remove(int address, long commit, long endedMillis) {
    Chunk chunk = chunks[address >>> Chunk.ROW_BITS];
    int row = Rows.row(address);
    chunk.remove(row, commit, endedMillis);
    chunk.kinds[row].countLive(-1);
    if (removalCount == removals.length) {
      removals = Arrays.copyOf(removals, 2 * removalCount);
    }
    removals[removalCount++] = address;
  }

  /** Makes the log up to now what readers see. */
  Snapshot snapshot(long commit, long completeSince) {
    int length = last + 1;
    if (published.length != length || published[last] != chunks[last]) {
      published = Arrays.copyOf(chunks, length);
    }
    Rows rows = new Rows(published, runs, limit(), commit);
    return new Snapshot(
        rows,
        keys.view(),
        lengths,
        new Removals(rows, removals, removalCount),
        kinds,
        completeSince);
  }
}
