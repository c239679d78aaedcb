package io.gatehouse.lapi.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** When commits were made, as far as one needs to know: a commit each minute is noted. */
final class CommitTimes {
  private static final Duration STEP = Duration.ofMinutes(1);

  private CommitTimes() {}

  /** Notes a commit, unless one of the minute before it is noted. */
  static void note(Sql sql, long number, Instant now) throws SQLException {
    sql.run(
        "INSERT OR IGNORE INTO commit_times SELECT ?1, ?2"
            + " WHERE ?3 >= (SELECT ifnull(max(at), 0) FROM commit_times)",
        number,
        now,
        now.minus(STEP));
  }

  /** The last commit made at that moment or before. */
  static long lastBefore(Sql sql, Instant moment) throws SQLException {
    return sql.number(
        "SELECT ifnull(min(number) - 1, (SELECT last_commit FROM state))"
            + " FROM commit_times WHERE at > ?",
        moment.minus(STEP));
  }

  /** Forgets notes that {@link #lastBefore} does not need for this moment or a later one. */
  static void forget(Sql sql, Instant moment) throws SQLException {
    sql.run("DELETE FROM commit_times WHERE at <= ?", moment.minus(STEP));
  }
}
