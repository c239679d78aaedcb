package io.gatehouse.enforce;

import io.gatehouse.decision.Target;
import io.gatehouse.net.IpPrefix;
import io.gatehouse.store.EffectiveListener.TargetKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some changes on their way from the store to a loop, in order. Written by one thread, then read by
 * another.
 */
final class MeasureBatch implements Letter {
  static final int CAPACITY = 4096;

  private final long[] high = new long[CAPACITY];
  private final long[] low = new long[CAPACITY];
  private final long[] until = new long[CAPACITY];
  private final byte[] bits = new byte[CAPACITY];
  private final @Nullable MeasureKind[] kind = new @Nullable MeasureKind[CAPACITY];
  private final Map<Integer, Target> others = new HashMap<>();
  private int size;

  boolean isFull() {
    return size == CAPACITY;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Notes what is desired about a target now; a null kind means nothing. */
  void add(TargetKey target, @Nullable MeasureKind desired, long untilEpochSecond) {
    if (target.isAddress()) {
      add(target.high(), target.low(), target.bits(), desired, untilEpochSecond);
    } else {
      others.put(size, target.target());
      add(0, 0, 0, desired, untilEpochSecond);
    }
  }

  /** Notes what is desired about a prefix now. */
  void add(IpPrefix prefix, @Nullable MeasureKind desired, long untilEpochSecond) {
    add(prefix.high(), prefix.low(), prefix.bits(), desired, untilEpochSecond);
  }

  private void add(long h, long l, int b, @Nullable MeasureKind desired, long untilEpochSecond) {
    high[size] = h;
    low[size] = l;
    bits[size] = (byte) b;
    kind[size] = desired;
    until[size] = untilEpochSecond;
    size++;
  }

  @Override
  public void applyTo(MeasureTable table) {
    for (int i = 0; i < size; i++) {
      table.near(high[i], low[i], bits[i] & 0xFF);
    }
    for (int i = 0; i < size; i++) {
      Target other = others.isEmpty() ? null : others.get(i);
      MeasureKind desired = kind[i];
      if (other == null) {
        apply(table, i, desired);
      } else if (desired == null) {
        table.remove(other);
      } else {
        table.put(other, desired, until[i]);
      }
    }
  }

  private void apply(MeasureTable table, int i, @Nullable MeasureKind desired) {
    if (desired == null) {
      table.remove(high[i], low[i], bits[i] & 0xFF);
    } else {
      table.put(high[i], low[i], bits[i] & 0xFF, desired, until[i]);
    }
  }
}
