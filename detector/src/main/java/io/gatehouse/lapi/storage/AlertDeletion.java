package io.gatehouse.lapi.storage;

import java.sql.SQLException;
import java.util.List;

/** Deletes alerts. Their decisions end, and stay until every bouncer has had time to hear of it. */
final class AlertDeletion {
  private AlertDeletion() {}

  static int of(Transaction transaction, List<AlertHead> alerts) throws SQLException {
    int deleted = 0;
    for (AlertHead alert : alerts) {
      deleted += one(transaction, alert.id());
    }
    return deleted;
  }

  private static int one(Transaction transaction, long id) throws SQLException {
    Sql sql = transaction.sql();
    if (sql.number("SELECT count(*) FROM alerts WHERE id = ?", id) == 0) {
      return 0;
    }
    Endings.end(
        transaction,
        "d.id IN (SELECT d.id FROM batches b CROSS JOIN decisions d"
            + " ON d.id BETWEEN b.first AND b.last WHERE b.alert = ?)",
        transaction.now(),
        id);
    sql.run("UPDATE batches SET deleted = ? WHERE alert = ?", transaction.commit(), id);
    sql.run("DELETE FROM events WHERE alert = ?", id);
    sql.run("DELETE FROM meta WHERE alert = ?", id);
    return sql.run("DELETE FROM alerts WHERE id = ?", id);
  }
}
