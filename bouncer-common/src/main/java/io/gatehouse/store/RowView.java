package io.gatehouse.store;

import io.gatehouse.decision.DecisionKind;
import io.gatehouse.decision.DecisionRow;
import io.gatehouse.decision.Target;

/** Shows one row of columns at a time as an object. */
final class RowView implements DecisionRow, EffectiveListener.TargetKey {
  private final DecisionColumns columns;
  private int row;

  RowView(DecisionColumns columns) {
    this.columns = columns;
  }

  RowView at(int shown) {
    row = shown;
    return this;
  }

  @Override
  public long id() {
    return columns.id(row);
  }

  @Override
  public DecisionKind kind() {
    return columns.kind(row);
  }

  @Override
  public boolean isAddress() {
    return columns.bits(row) != DecisionColumns.NOT_AN_ADDRESS;
  }

  @Override
  public long high() {
    return columns.high(row);
  }

  @Override
  public long low() {
    return columns.low(row);
  }

  @Override
  public int bits() {
    return columns.bits(row);
  }

  @Override
  public Target target() {
    return columns.target(row);
  }

  @Override
  public long untilEpochSecond() {
    return columns.until(row);
  }
}
