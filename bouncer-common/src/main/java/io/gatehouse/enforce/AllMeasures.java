package io.gatehouse.enforce;

import static io.gatehouse.store.TargetPlaces.NOT_AN_ADDRESS;

import io.gatehouse.decision.Target;
import java.util.Objects;

/** Walks over the desired rows of a table, leaving out what has ended. */
final class AllMeasures implements MeasureCursor {
  private final MeasureTable table;
  private final long now;
  private int row = -1;

  AllMeasures(MeasureTable table) {
    this.table = table;
    this.now = table.nowEpochSecond();
  }

  @Override
  public boolean next() {
    do {
      row++;
    } while (row < table.limit() && (table.kind(row) == null || table.until(row) <= now));
    return row < table.limit();
  }

  @Override
  public boolean isAddress() {
    return table.bits(row) != NOT_AN_ADDRESS;
  }

  @Override
  public long high() {
    return table.high(row);
  }

  @Override
  public long low() {
    return table.low(row);
  }

  @Override
  public int bits() {
    return table.bits(row);
  }

  @Override
  public Target target() {
    return table.target(row);
  }

  @Override
  public MeasureKind kind() {
    return Objects.requireNonNull(table.kind(row));
  }

  @Override
  public long untilEpochSecond() {
    return table.until(row);
  }
}
