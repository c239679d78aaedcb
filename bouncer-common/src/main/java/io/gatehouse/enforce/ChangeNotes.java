package io.gatehouse.enforce;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows that have changed since the last acknowledgement, each with what it was then. */
final class ChangeNotes {
  private static final int SMALLEST = 256;

  private int[] rows = new int[SMALLEST];
  private int[] untils = new int[SMALLEST];
  private @Nullable MeasureKind[] kinds = new @Nullable MeasureKind[SMALLEST];
  private int size;

  int size() {
    return size;
  }

  /** Notes a change and returns its place. */
  int add(int row, @Nullable MeasureKind kind, int until) {
    if (size == rows.length) {
      resize(size * 2);
    }
    rows[size] = row;
    kinds[size] = kind;
    untils[size] = until;
    return size++;
  }

  int row(int note) {
    return rows[note];
  }

  @Nullable MeasureKind kind(int note) {
    return kinds[note];
  }

  long until(int note) {
    return Integer.toUnsignedLong(untils[note]);
  }

  /** Forgets the notes, and the memory that a burst of them took. */
  void clear() {
    size = 0;
    if (rows.length > SMALLEST) {
      resize(SMALLEST);
    }
    Arrays.fill(kinds, null);
  }

  private void resize(int length) {
    rows = Arrays.copyOf(rows, length);
    untils = Arrays.copyOf(untils, length);
    kinds = Arrays.copyOf(kinds, length);
  }
}
