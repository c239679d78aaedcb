package io.gatehouse.store;

import static io.gatehouse.store.DecisionColumns.NONE;

import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink.Outcome;

/**
 * Takes in a full pull when there is something already. Rows that say what is known are only
 * marked, so that a pull of a million known rows needs no memory; the rest is staged.
 */
final class Reconcile implements Intake {
  /** How far an answer that would remove most of the decisions is trusted. */
  enum Trust {
    /** It has to be confirmed first. */
    DOUBT,
    /** It is the confirmation, or the operator has given one. */
    BELIEVE
  }

  private final DecisionTable table;
  private final DecisionTable.Changes changes;
  private final Trust trust;
  private final Staged fresh = new Staged();
  private final Staged deleted = new Staged();

  Reconcile(DecisionTable table, DecisionTable.Changes changes, Trust trust) {
    this.table = table;
    this.changes = changes;
    this.trust = trust;
    table.clearMarks();
  }

  @Override
  public void added(DecisionRow row) {
    int known = table.find(row);
    if (known == NONE) {
      fresh.add(row);
      return;
    }
    table.mark(known);
    if (table.says(known, row)) {
      table.renumber(known, row.id());
    } else {
      fresh.add(row);
    }
  }

  @Override
  public void deleted(DecisionRow row) {
    int known = table.find(row);
    if (known != NONE && table.view(known).id() == row.id()) {
      deleted.add(row);
    }
  }

  @Override
  public Outcome commit() {
    int known = table.size();
    deleted.forEach(this::removeUnlessMarked);
    int missing = table.size() - table.marked();
    fresh.forEach(this::addMarked);
    boolean drastic = known >= DecisionStore.GUARDED_FROM && missing > known / 2;
    if (drastic && trust == Trust.DOUBT) {
      return Outcome.DOUBTED;
    }
    table.removeUnmarked(changes);
    return Outcome.ACCEPTED;
  }

  @Override
  public void abort() {}

  private void removeUnlessMarked(DecisionRow deletion) {
    int row = table.find(deletion);
    if (row != NONE && !table.isMarked(row) && table.view(row).id() == deletion.id()) {
      table.remove(row, changes);
    }
  }

  private void addMarked(DecisionRow row) {
    int added = table.add(row, changes);
    if (added != NONE) {
      table.mark(added);
    }
  }
}
