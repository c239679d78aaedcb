package io.gatehouse.lapi.active;

/**
 * Decides when tombstones are too old or too many, and writes the log anew without them. That takes
 * time in proportion to the whole log, so it waits until a quarter of the rows would go.
 */
final class Compaction {
  private final Retention retention;
  private final int maxRows;
  private int dispensable;
  private long latestEnd = Long.MIN_VALUE;

  Compaction(Retention retention, int maxRows) {
    this.retention = retention;
    this.maxRows = maxRows;
  }

  void note(Removal removal) {
    latestEnd = Math.max(latestEnd, removal.until().toEpochMilli());
  }

  /** Whether it is time. Constant time on average. */
  boolean isDue(Snapshot snapshot, int rowCount) {
    Removals removals = snapshot.removals();
    long oldest = latestEnd - retention.age().toMillis();
    while (dispensable < removals.count()
        && (removals.count() - dispensable > retention.count()
            || snapshot.rows().ended(removals.address(dispensable)) < oldest)) {
      dispensable++;
    }
    return dispensable > Math.max(retention.slack(), rowCount / 4);
  }

  /** The last commit whose removals are not worth keeping; those of one commit go together. */
  long dispensableUntil(Snapshot snapshot) {
    return snapshot.rows().removed(snapshot.removals().address(dispensable - 1));
  }

  /** The log without what was removed up to this commit. */
  RowLog compacted(Snapshot snapshot, long until) {
    RowLog fresh = new RowLog(maxRows);
    Rows rows = snapshot.rows();
    for (int row = 0; row < rows.limit(); row = rows.after(row)) {
      if (rows.removed(row) == 0 || rows.removed(row) > until) {
        fresh.append(rows.chunk(row), Rows.row(row));
      }
    }
    Removals removals = snapshot.removals();
    for (int i = removals.after(until); i < removals.count(); i++) {
      int row = removals.address(i);
      fresh.remove(rows.id(row), rows.removed(row), rows.ended(row));
    }
    dispensable = 0;
    return fresh;
  }
}
