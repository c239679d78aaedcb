package io.gatehouse.store;

import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.DecisionSink.Outcome;

/** Takes the first full pull in as it comes: nothing is there yet that could be harmed. */
final class FirstLoad implements Intake {
  private final DecisionTable table;
  private final DecisionTable.Changes changes;
  private final Runnable restart;

  FirstLoad(DecisionTable table, DecisionTable.Changes changes, Runnable restart) {
    this.table = table;
    this.changes = changes;
    this.restart = restart;
  }

  @Override
  public void added(DecisionRow row) {
    table.add(row, changes);
  }

  /** What has ended was never here. */
  @Override
  public void deleted(DecisionRow row) {}

  @Override
  public Outcome commit() {
    return Outcome.ACCEPTED;
  }

  @Override
  public void abort() {
    table.clear();
    restart.run();
  }
}
