package io.gatehouse.lapi;

import java.util.List;

/**
 * Rows of a pull that were not decisions and were left out.
 *
 * @param count how many
 * @param first the first few, in the order they came
 */
public record SkippedRows(long count, List<SkippedRow> first) {
  /** All rows were good. */
  public static final SkippedRows NONE = new SkippedRows(0, List.of());

  public SkippedRows {
    first = List.copyOf(first);
  }

  /**
   * One of them.
   *
   * @param line where it ended, counted from 1
   * @param reason one line: the value and what was expected, fit for a log
   */
  public record SkippedRow(int line, String reason) {}

  /** Whether there are any. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** The reasons of the first few, in one line. */
  public String reasons() {
    String reasons = String.join("; ", first.stream().map(SkippedRow::reason).toList());
    return count > first.size() ? reasons + "; …" : reasons;
  }
}
