package io.gatehouse.lapi.storage;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Ends decisions: notes the commit, tells the listeners, and keeps their alerts' counts. */
final class Endings {
  private Endings() {}

  /**
   * Ends the decisions that have not ended and meet a condition.
   *
   * @param condition on {@code d}, with one value
   * @return how many
   */
  static int end(Transaction transaction, String condition, Instant now, Object value)
      throws SQLException {
    Map<Long, Integer> ofAlerts = new TreeMap<>();
    transaction
        .sql()
        .each(
            "UPDATE decisions AS d SET removed = ?, until = min(until, ?) WHERE d.removed IS NULL"
                + " AND "
                + condition
                + " RETURNING id, alert, until",
            row -> {
              transaction.tellRemoved(row.getLong(1), row.getLong(3));
              ofAlerts.merge(row.getLong(2), 1, Integer::sum);
            },
            transaction.commit(),
            now,
            value);
    for (var entry : ofAlerts.entrySet()) {
      transaction
          .sql()
          .run(
              "UPDATE alerts SET active = active - ? WHERE id = ?",
              entry.getValue(),
              entry.getKey());
    }
    return ofAlerts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
