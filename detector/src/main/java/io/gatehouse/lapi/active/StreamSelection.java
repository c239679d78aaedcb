package io.gatehouse.lapi.active;

import java.util.BitSet;

/**
 * Chooses the rows of a stream answer.
 *
 * <p>A bouncer whose cursor is C gets, from the rows as of commit S, those added in (C,S] that are
 * live, and as tombstones those removed in (C,S]. With dedup it gets for each key (a type and a
 * target) at most one row, and only of what its filter lets it see: the live row that ends last, if
 * that was added in (C,S] or ends before one that was removed in (C,S]; and a tombstone only where
 * no live row is left. So a shorter decision comes back as a new one when the longer is deleted,
 * and nothing that the bouncer cannot see hides or removes anything. Of rows that end together the
 * oldest counts, so that one more of them is no news.
 *
 * <p>A bouncer may know more than its cursor says, when an answer was sent whole and the server
 * stopped before it noted that. It is told again whatever changed after its cursor, also what came
 * and went in between.
 */
final class StreamSelection {
  private final Rows rows;
  private final Removals removals;
  private final Visibility visibility;
  private final long nowMillis;
  private final long cursor;
  private final RowSet added = new RowSet();
  private final RowSet removed = new RowSet();

  private StreamSelection(Snapshot snapshot, StreamQuestion question, long cursor) {
    rows = snapshot.rows();
    removals = snapshot.removals();
    visibility = new Visibility(rows, question.filter());
    nowMillis = question.now().toEpochMilli();
    this.cursor = cursor;
  }

  static StreamSelection of(Snapshot snapshot, StreamQuestion question) {
    boolean known =
        question.cursor() >= snapshot.completeSince() && question.cursor() <= snapshot.commit();
    long cursor = known ? question.cursor() : StreamQuestion.EVERYTHING;
    StreamSelection selection = new StreamSelection(snapshot, question, cursor);
    if (cursor == StreamQuestion.EVERYTHING) {
      selection.selectAll(question.dedup());
    } else if (question.dedup()) {
      selection.selectTouchedKeys();
    } else {
      selection.selectTouchedRows();
    }
    return selection;
  }

  boolean isEverything() {
    return cursor == StreamQuestion.EVERYTHING;
  }

  RowSet added() {
    return added;
  }

  RowSet removed() {
    return removed;
  }

  private void selectAll(boolean dedup) {
    for (int row = 0; row < rows.limit(); row = rows.after(row)) {
      boolean shared = dedup && !isAlone(row);
      if (!shared) {
        select(row);
      } else if (rows.first(row) == row) {
        selectOfKey(row);
      }
    }
  }

  private boolean isAlone(int row) {
    return rows.next(row) == Rows.NONE && rows.first(row) == row;
  }

  private void select(int row) {
    if (!visibility.sees(row)) {
      return;
    }
    if (rows.isLive(row, nowMillis)) {
      added.add(row);
    } else if (rows.removed(row) != 0) {
      removed.add(row);
    }
  }

  private void selectTouchedRows() {
    for (int row = rows.afterCommit(cursor); row < rows.limit(); row = rows.after(row)) {
      if (rows.isLive(row, nowMillis) && visibility.sees(row)) {
        added.add(row);
      }
    }
    for (int i = removals.after(cursor); i < removals.count(); i++) {
      if (visibility.sees(removals.address(i))) {
        removed.add(removals.address(i));
      }
    }
  }

  private void selectTouchedKeys() {
    BitSet done = new BitSet();
    for (int row = rows.afterCommit(cursor); row < rows.limit(); row = rows.after(row)) {
      selectOfKeyOnce(row, done);
    }
    for (int i = removals.after(cursor); i < removals.count(); i++) {
      selectOfKeyOnce(removals.address(i), done);
    }
  }

  private void selectOfKeyOnce(int row, BitSet done) {
    int first = rows.first(row);
    if (isAlone(row)) {
      selectOfKey(row);
    } else if (!done.get(first)) {
      done.set(first);
      selectOfKey(first);
    }
  }

  private void selectOfKey(int first) {
    int best = Rows.NONE;
    int bestGone = Rows.NONE;
    int latestGone = Rows.NONE;
    for (int row = first; row != Rows.NONE; row = rows.next(row)) {
      if (visibility.sees(row)) {
        best = rows.isLive(row, nowMillis) ? longer(best, row) : best;
        if (rows.removed(row) != 0 && rows.removed(row) > cursor) {
          bestGone = longer(bestGone, row);
          latestGone = latest(latestGone, row);
        }
      }
    }
    select(best, bestGone, latestGone);
  }

  private void select(int best, int bestGone, int latestGone) {
    if (best == Rows.NONE) {
      if (latestGone != Rows.NONE) {
        removed.add(latestGone);
      }
    } else if (rows.added(best) > cursor || longer(best, bestGone) != best) {
      added.add(best);
    }
  }

  /** The one that ends later, or is older if they end together; either may be missing. */
  private int longer(int one, int other) {
    if (one == Rows.NONE || other == Rows.NONE) {
      return Math.max(one, other);
    }
    long lead = rows.until(one) - rows.until(other);
    return lead == 0 ? Math.min(one, other) : lead > 0 ? one : other;
  }

  private int latest(int one, int other) {
    return one == Rows.NONE || rows.removed(other) >= rows.removed(one) ? other : one;
  }
}
