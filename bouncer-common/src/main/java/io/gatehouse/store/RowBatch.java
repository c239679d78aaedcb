package io.gatehouse.store;

import io.gatehouse.decision.DecisionChanges;
import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionRun;
import io.gatehouse.decision.Target;
import io.gatehouse.net.IpPrefix;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a pull on their way to another thread. Written by one thread, then read by another.
 */
final class RowBatch implements DecisionRow, DecisionRun {
  private static final int CAPACITY = 2048;

  /** What happened to a row's decision. */
  enum Change {
    ADDED,
    DELETED
  }

  private final long[] high = new long[CAPACITY];
  private final long[] low = new long[CAPACITY];
  private final long[] id = new long[CAPACITY];
  private final long[] until = new long[CAPACITY];
  private final short[] bits = new short[CAPACITY];
  private final @Nullable DecisionKind[] kind = new @Nullable DecisionKind[CAPACITY];
  private final BitSet deleted = new BitSet();
  private final Map<Integer, Target> others = new HashMap<>();
  private int size;
  private int shown;

  boolean isFull() {
    return size == CAPACITY;
  }

  void add(DecisionRow row, Change change) {
    if (row.isAddress()) {
      high[size] = row.high();
      low[size] = row.low();
      bits[size] = (short) row.bits();
    } else {
      others.put(size, row.target());
    }
    id[size] = row.id();
    until[size] = row.untilEpochSecond();
    kind[size] = row.kind();
    deleted.set(size, change == Change.DELETED);
    size++;
  }

  @Override
  public void tell(DecisionChanges listener) {
    for (shown = 0; shown < size; shown++) {
      if (deleted.get(shown)) {
        listener.deleted(this);
      } else {
        listener.added(this);
      }
    }
  }

  @Override
  public long id() {
    return id[shown];
  }

  @Override
  public DecisionKind kind() {
    return Objects.requireNonNull(kind[shown]);
  }

  @Override
  public boolean isAddress() {
    return others.isEmpty() || !others.containsKey(shown);
  }

  @Override
  public long high() {
    return high[shown];
  }

  @Override
  public long low() {
    return low[shown];
  }

  @Override
  public int bits() {
    return bits[shown];
  }

  @Override
  public Target target() {
    Target other = others.get(shown);
    return other != null
        ? other
        : new Target.Prefix(IpPrefix.ofBits(high[shown], low[shown], bits[shown]));
  }

  @Override
  public long untilEpochSecond() {
    return until[shown];
  }
}
