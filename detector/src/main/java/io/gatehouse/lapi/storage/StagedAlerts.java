package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Stores alerts that are too large for one transaction. Their parts are written in slices under
 * numbers that no visible row refers to; the last transaction writes the alerts' own rows, with
 * which all parts exist at once. What a crash leaves is found through the table {@code staging}.
 */
final class StagedAlerts implements LongWrite<List<Long>> {
  private final @Nullable String machineId;
  private final List<Alert> alerts;
  private final RandomGenerator random;
  private final List<NewAlert> pending = new ArrayList<>();
  private int alertAt;
  private int partAt;

  StagedAlerts(@Nullable String machineId, List<Alert> alerts, RandomGenerator random) {
    this.machineId = machineId;
    this.alerts = alerts;
    this.random = random;
  }

  @Override
  public boolean step(Transaction transaction) throws SQLException {
    if (pending.isEmpty()) {
      reserve(transaction);
    }
    if (alertAt == pending.size()) {
      publish(transaction);
      return false;
    }
    int room = Writer.MAX_ROWS;
    while (room > 0 && alertAt < pending.size()) {
      room -= insertSome(transaction, pending.get(alertAt), room);
    }
    return true;
  }

  private int insertSome(Transaction transaction, NewAlert alert, int room) throws SQLException {
    int to = Math.min(alert.parts(), partAt + room);
    int rows = to - partAt;
    alert.insertParts(transaction, partAt, to);
    partAt = to;
    if (partAt == alert.parts()) {
      alertAt++;
      partAt = 0;
    }
    return rows + 1;
  }

  private void reserve(Transaction transaction) throws SQLException {
    int decisions = alerts.stream().mapToInt(alert -> alert.decisions().size()).sum();
    long firstAlert = transaction.alertNumbers(alerts.size());
    long firstDecision = transaction.decisionNumbers(decisions);
    transaction
        .sql()
        .run(
            "INSERT INTO staging VALUES (?, ?, ?, ?)",
            firstAlert,
            firstAlert + alerts.size() - 1,
            firstDecision,
            firstDecision + decisions - 1);
    long alertId = firstAlert;
    long decisionId = firstDecision;
    for (Alert alert : alerts) {
      pending.add(new NewAlert(alertId++, machineId, alert, decisionId, random));
      decisionId += alert.decisions().size();
    }
  }

  private void publish(Transaction transaction) throws SQLException {
    for (NewAlert alert : pending) {
      alert.publish(transaction);
    }
    transaction.sql().run("DELETE FROM staging");
  }

  @Override
  public List<Long> result() {
    return pending.stream().map(NewAlert::id).toList();
  }

  @Override
  public void abandon(Transaction transaction) throws SQLException {
    clearLeftovers(transaction.sql());
  }

  /** Deletes the parts of alerts that were never finished. None may be under way. */
  static void clearLeftovers(Sql sql) throws SQLException {
    if (sql.number("SELECT count(*) FROM staging") == 0) {
      return;
    }
    for (String table : List.of("events", "meta")) {
      sql.run(
          "DELETE FROM "
              + table
              + " WHERE alert IN (SELECT t.alert FROM staging s CROSS JOIN "
              + table
              + " t ON t.alert BETWEEN s.first_alert AND s.last_alert)");
    }
    sql.run(
        "DELETE FROM decisions WHERE id IN (SELECT d.id FROM staging s CROSS JOIN decisions d"
            + " ON d.id BETWEEN s.first_decision AND s.last_decision)");
    sql.run("DELETE FROM staging");
  }
}
