package io.gatehouse.store;

import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink.Outcome;

/** Takes in what has changed: removals first, all of it at the end of the pull. */
final class Delta implements Intake {
  private final DecisionTable table;
  private final DecisionTable.Changes changes;
  private final Staged added = new Staged();
  private final Staged deleted = new Staged();

  Delta(DecisionTable table, DecisionTable.Changes changes) {
    this.table = table;
    this.changes = changes;
  }

  @Override
  public void added(DecisionRow row) {
    added.add(row);
  }

  @Override
  public void deleted(DecisionRow row) {
    if (isDeletionOf(row, table.find(row))) {
      deleted.add(row);
    }
  }

  @Override
  public Outcome commit() {
    deleted.forEach(this::remove);
    added.forEach(row -> table.add(row, changes));
    return Outcome.ACCEPTED;
  }

  @Override
  public void abort() {}

  private void remove(DecisionRow deletion) {
    int row = table.find(deletion);
    if (isDeletionOf(deletion, row)) {
      table.remove(row, changes);
    }
  }

  /**
   * A blocklist's row that was replaced under a new id is not what a deletion of the old id means.
   */
  private boolean isDeletionOf(DecisionRow deletion, int row) {
    return row != DecisionColumns.NONE && table.view(row).id() == deletion.id();
  }
}
