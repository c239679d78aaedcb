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

  private final int maxRows;
  private final Kinds kinds = new Kinds();
  private final KeyTable keys = new KeyTable();
  private final PrefixReader reader = new PrefixReader();

  private PrefixLengths lengths = PrefixLengths.NONE;
  private Chunk[] chunks = {new Chunk(FIRST_ROWS, FIRST_ROWS)};
  private Chunk[] published = {};
  private int last;
  private int count;
  private int[] removals = new int[FIRST_ROWS];
  private int removalCount;

  /** An empty log; a chunk takes at most this many rows. */
  RowLog(int maxRows) {
    this.maxRows = maxRows;
  }

  int count() {
    return count;
  }

  Kinds kinds() {
    return kinds;
  }

  /** The rows up to now, for the writer. */
  Rows rows() {
    return new Rows(chunks, limit(), Long.MAX_VALUE);
  }

  private int limit() {
    return Rows.address(last, chunks[last].size);
  }

  /**
   * Appends a decision.
   *
   * @throws IllegalArgumentException if its id is not larger than all before
   */
  int append(long commit, StoredDecision decision) {
    Kind kind = kinds.of(keyOf(decision));
    byte[] text = textOf(decision);
    refuseDisorder(decision.id());
    int row = newRow(text.length);
    Chunk chunk = chunks[last];
    System.arraycopy(text, 0, chunk.text, chunk.textStart(row), text.length);
    chunk.textEnds[row] = chunk.textStart(row) + text.length;
    chunk.ids[row] = decision.id();
    chunk.untils[row] = decision.until().toEpochMilli();
    chunk.added[row] = commit;
    chunk.kinds[row] = kind;
    if (Scope.of(decision.scope()).isAddress() && reader.read(decision.value())) {
      setPrefix(chunk, row, reader.high(), reader.low(), reader.bits());
    } else {
      setPrefix(chunk, row, 0, 0, Chunk.NO_PREFIX);
    }
    return finish(row);
  }

  /** Appends a row of another log, without its removal. */
  int append(Chunk from, int fromRow) {
    Kind.Key key = from.kinds[fromRow].key();
    int start = from.textStart(fromRow);
    int length = from.textEnds[fromRow] - start;
    int row = newRow(length);
    Chunk chunk = chunks[last];
    System.arraycopy(from.text, start, chunk.text, chunk.textStart(row), length);
    chunk.textEnds[row] = chunk.textStart(row) + length;
    chunk.ids[row] = from.ids[fromRow];
    chunk.untils[row] = from.untils[fromRow];
    chunk.added[row] = from.added[fromRow];
    chunk.kinds[row] = kinds.of(key);
    setPrefix(chunk, row, from.high(fromRow), from.low[fromRow], from.bits[fromRow] & 0xFF);
    return finish(row);
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

  private void refuseDisorder(long id) {
    if (count > 0 && id <= lastId()) {
      throw new IllegalArgumentException(
          "decision " + id + " comes after " + lastId() + "; ids must ascend");
    }
  }

  private long lastId() {
    Chunk chunk = chunks[last];
    return chunk.ids[chunk.size - 1];
  }

  private int newRow(int textLength) {
    if (!chunks[last].hasRoom(textLength)) {
      makeRoom(textLength);
    }
    return chunks[last].size;
  }

  private void makeRoom(int textLength) {
    if (chunks[last].mayGrow(maxRows, textLength)) {
      chunks[last] = chunks[last].grown(maxRows, textLength);
      return;
    }
    chunks[last] = chunks[last].trimmed();
    last++;
    chunks = last < chunks.length ? chunks : Arrays.copyOf(chunks, 2 * last);
    chunks[last] = new Chunk(Math.min(maxRows, 256), Math.max(textLength, 4096));
  }

  private void setPrefix(Chunk chunk, int row, long high, long low, int bits) {
    chunk.setHigh(row, high);
    chunk.low[row] = low;
    chunk.bits[row] = (byte) bits;
    lengths = bits == Chunk.NO_PREFIX ? lengths : lengths.with(bits);
  }

  private int finish(int row) {
    chunks[last].size = row + 1;
    count++;
    int address = Rows.address(last, row);
    link(address);
    chunks[last].kinds[row].live().lazySet(chunks[last].kinds[row].live().get() + 1);
    return address;
  }

  private void link(int address) {
    Rows rows = rows();
    int first = keys.firstOrAdd(rows, address);
    int[] firstChain = rows.chunk(first).chain;
    if (first == address) {
      firstChain[Rows.row(address)] = address;
      return;
    }
    int before = firstChain[Rows.row(first)];
    rows.chunk(before).next[Rows.row(before)] = address;
    rows.chunk(address).chain[Rows.row(address)] = first;
    firstChain[Rows.row(first)] = address;
  }

  /**
   * Marks a live decision as removed; says nothing about one that is unknown or removed already.
   */
  void remove(long id, long commit, long endedMillis) {
    Rows rows = rows();
    int address = rows.afterId(id - 1);
    if (rows.contains(address) && rows.id(address) == id && rows.removed(address) == 0) {
      remove(address, commit, endedMillis);
    }
  }

  private void remove(int address, long commit, long endedMillis) {
    Chunk chunk = chunks[address >>> Chunk.ROW_BITS];
    int row = Rows.row(address);
    chunk.remove(row, commit, endedMillis);
    chunk.kinds[row].live().lazySet(chunk.kinds[row].live().get() - 1);
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
    Rows rows = new Rows(published, limit(), commit);
    return new Snapshot(
        rows,
        keys.view(),
        lengths,
        new Removals(rows, removals, removalCount),
        kinds,
        completeSince);
  }
}
