package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.StoredDecision;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Reads what bouncers may have to be told, at start. */
final class DecisionLoad {
  /** How long a tombstone is kept. */
  static final Duration KEPT = Duration.ofDays(7);

  private static final int MAX_TOMBSTONES = 200_000;

  private static final String ROWS =
      "SELECT d.id, d.kind, d.value, d.uuid, d.until, d.removed, b.added, b.simulated"
          + " FROM batches b INDEXED BY batches_by_commit CROSS JOIN decisions d"
          + " ON d.id BETWEEN b.first AND b.last"
          + " WHERE d.removed IS NULL OR d.removed > ?"
          + " ORDER BY b.added, b.first, d.id";

  private final Sql sql;
  private final Kinds kinds;
  private final Instant now;

  DecisionLoad(Sql sql, Kinds kinds, Instant now) {
    this.sql = sql;
    this.kinds = kinds;
    this.now = now;
  }

  void to(LoadedDecisions sink) throws SQLException {
    long forgotten = Math.max(CommitTimes.lastBefore(sql, now.minus(KEPT)), olderThanNewest());
    sql.each(ROWS, row -> pass(row, sink), forgotten);
  }

  /** A commit is passed on whole, or a bouncer that is told of it would miss the rest. */
  private long olderThanNewest() throws SQLException {
    return sql.number(
        "SELECT removed - 1 FROM decisions WHERE removed IS NOT NULL"
            + " ORDER BY removed DESC LIMIT 1 OFFSET ?",
        MAX_TOMBSTONES);
  }

  private void pass(ResultSet row, LoadedDecisions sink) throws SQLException {
    Kind kind = kinds.of(row.getInt(2), sql);
    sink.loaded(
        new StoredDecision(
            row.getLong(1),
            kind.origin(),
            kind.type(),
            kind.scope(),
            row.getString(3),
            kind.scenario(),
            row.getInt(8) != 0,
            Uuids.of(row.getBytes(4)),
            Instant.ofEpochMilli(row.getLong(5))),
        row.getLong(7),
        row.getLong(6));
  }
}
