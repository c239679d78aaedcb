package io.gatehouse.enforce;

import static io.gatehouse.store.TargetPlaces.NOT_AN_ADDRESS;

import io.gatehouse.decision.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Walks over the changed rows of a table, leaving out those that changed back. */
final class NotedChanges implements ChangeCursor {
  private final MeasureTable table;
  private final ChangeNotes notes;
  private int note = -1;

  NotedChanges(MeasureTable table, ChangeNotes notes) {
    this.table = table;
    this.notes = notes;
  }

  @Override
  public boolean next() {
    do {
      note++;
    } while (note < notes.size() && isUnchanged());
    return note < notes.size();
  }

  @Override
  public Change change() {
    if (table.kind(row()) == null) {
      return Change.REMOVED;
    }
    return previousKind() == null ? Change.ADDED : Change.REFRESHED;
  }

  @Override
  public @Nullable MeasureKind previousKind() {
    return notes.kind(note);
  }

  @Override
  public long previousUntilEpochSecond() {
    return notes.until(note);
  }

  @Override
  public MeasureKind kind() {
    MeasureKind desired = table.kind(row());
    return desired != null ? desired : Objects.requireNonNull(previousKind());
  }

  @Override
  public long untilEpochSecond() {
    return table.kind(row()) == null ? previousUntilEpochSecond() : table.until(row());
  }

  @Override
  public boolean isAddress() {
    return table.bits(row()) != NOT_AN_ADDRESS;
  }

  @Override
  public long high() {
    return table.high(row());
  }

  @Override
  public long low() {
    return table.low(row());
  }

  @Override
  public int bits() {
    return table.bits(row());
  }

  @Override
  public Target target() {
    return table.target(row());
  }

  private int row() {
    return notes.row(note);
  }

  private boolean isUnchanged() {
    return table.until(row()) == notes.until(note)
        && Objects.equals(table.kind(row()), notes.kind(note));
  }
}
