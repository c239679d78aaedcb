package io.gatehouse.store;

import io.gatehouse.decision.DecisionRow;
import java.util.function.Consumer;

/** Rows that wait for the end of their pull, in the order in which they came. */
final class Staged {
  private final DecisionColumns columns = new DecisionColumns();
  private final RowView view = new RowView(columns);

  void add(DecisionRow row) {
    columns.add(row);
  }

  void forEach(Consumer<DecisionRow> action) {
    for (int row = 0; row < columns.limit(); row++) {
      action.accept(view.at(row));
    }
  }
}
