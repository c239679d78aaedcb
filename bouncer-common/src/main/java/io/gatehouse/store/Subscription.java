package io.gatehouse.store;

import static io.gatehouse.store.DecisionColumns.NONE;

/**
 * One enforcement point's view of the store.
 *
 * @param order which remediation counts there
 * @param listener who is told
 */
record Subscription(EffectiveOrder order, EffectiveListener listener) {

  /** Tells what is effective for the target whose chain begins with this row. */
  void tell(DecisionTable table, int head, long now) {
    int strongest = strongest(table.columns(), head, now);
    if (strongest == NONE) {
      listener.ended(table.view(head));
    } else {
      RowView row = table.view(strongest);
      listener.effective(row, row.kind(), row.untilEpochSecond());
    }
  }

  private int strongest(DecisionColumns columns, int head, long now) {
    int strongest = NONE;
    int strongestRank = EffectiveOrder.IGNORED;
    for (int row = head; row != NONE; row = columns.next(row)) {
      int rank = order.rank(columns.kind(row).remediation());
      if (rank > EffectiveOrder.IGNORED
          && columns.until(row) > now
          && (rank > strongestRank
              || (rank == strongestRank && columns.until(row) > columns.until(strongest)))) {
        strongest = row;
        strongestRank = rank;
      }
    }
    return strongest;
  }
}
