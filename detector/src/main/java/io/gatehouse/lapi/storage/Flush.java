package io.gatehouse.lapi.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One round of deleting what has become too old or too much. */
final class Flush {
  private static final String HEADS =
      "SELECT id, 1 + active + events_count FROM alerts WHERE active = 0 AND ";
  private static final String MACHINES =
      "DELETE FROM machines AS m WHERE auth_type = ? AND last_heartbeat <= ?"
          + " AND ip_address NOT IN ('127.0.0.1', '::1')"
          + " AND NOT EXISTS (SELECT 1 FROM alerts WHERE machine = m.machine_id)";
  private static final String BOUNCERS =
      "DELETE FROM bouncers WHERE auth_type = ? AND last_pull <= ?";

  private final Writer writer;
  private final Readers readers;
  private final AlertTable alerts;
  private final Instant now;

  Flush(Writer writer, Readers readers, AlertTable alerts, Instant now) {
    this.writer = writer;
    this.readers = readers;
    this.alerts = alerts;
    this.now = now;
  }

  Flushed run(FlushRules rules) throws StorageException {
    int oldAlerts = oldAlerts(rules.maxAge()) + surplusAlerts(rules.maxItems());
    int decisions = tombstones();
    int bouncers =
        byAge(BOUNCERS, AuthType.API_KEY, rules.bouncersWithKey())
            + byAge(BOUNCERS, AuthType.TLS, rules.bouncersWithCertificate());
    int machines =
        byAge(MACHINES, AuthType.PASSWORD, rules.machinesWithPassword())
            + byAge(MACHINES, AuthType.TLS, rules.machinesWithCertificate());
    int reports = reports(rules.metricsMaxAge());
    writer.write(0, Flush::housekeeping);
    return new Flushed(oldAlerts, decisions, bouncers, machines, reports);
  }

  private int oldAlerts(@Nullable Duration maxAge) throws StorageException {
    return maxAge == null ? 0 : deleteAlerts("created_at <= ?", now.minus(maxAge));
  }

  private int surplusAlerts(int maxItems) throws StorageException {
    return maxItems <= 0 ? 0 : deleteAlerts("id <= (SELECT max(id) FROM alerts) - ?", maxItems);
  }

  private int deleteAlerts(String condition, Object value) throws StorageException {
    List<AlertHead> heads =
        readers.read(
            sql -> {
              List<AlertHead> found = new ArrayList<>();
              sql.each(
                  HEADS + condition,
                  row -> found.add(new AlertHead(row.getLong(1), row.getLong(2))),
                  value);
              return found;
            });
    return alerts.deleteAll(heads);
  }

  /** Rows whose alert was deleted so long ago that every bouncer has had time to hear of it. */
  private int tombstones() throws StorageException {
    int deleted = 0;
    int some;
    do {
      some = writer.write(Writer.MAX_ROWS, this::someTombstones);
      deleted += some;
    } while (some > 0);
    return deleted;
  }

  private int someTombstones(Transaction transaction) throws SQLException {
    Sql sql = transaction.sql();
    long forgotten = DecisionLoad.commitBefore(sql, now.minus(DecisionLoad.KEPT));
    int deleted =
        sql.run(
            "DELETE FROM decisions WHERE id IN (SELECT d.id FROM batches b CROSS JOIN decisions d"
                + " ON d.id BETWEEN b.first AND b.last WHERE b.deleted <= ? LIMIT "
                + Writer.MAX_ROWS
                + ")",
            forgotten);
    if (deleted < Writer.MAX_ROWS) {
      sql.run(
          "DELETE FROM batch_kinds WHERE alert IN (SELECT alert FROM batches WHERE deleted <= ?)",
          forgotten);
      sql.run("DELETE FROM batches WHERE deleted <= ?", forgotten);
    }
    return deleted;
  }

  private int byAge(String deletion, AuthType type, @Nullable Duration maxAge)
      throws StorageException {
    return maxAge == null
        ? 0
        : writer.write(1, tx -> tx.sql().run(deletion, type.word(), now.minus(maxAge)));
  }

  private int reports(@Nullable Duration maxAge) throws StorageException {
    return maxAge == null
        ? 0
        : writer.write(
            1,
            tx ->
                tx.sql()
                    .run("DELETE FROM usage_reports WHERE received_at <= ?", now.minus(maxAge)));
  }

  private static int housekeeping(Transaction transaction) throws SQLException {
    Sql sql = transaction.sql();
    sql.run(
        "DELETE FROM commit_times WHERE number < (SELECT max(number) FROM commit_times WHERE at <="
            + " ?)",
        transaction.now().minus(DecisionLoad.KEPT));
    int kinds =
        sql.run(
            "DELETE FROM kinds WHERE NOT EXISTS (SELECT 1 FROM staging) AND NOT EXISTS"
                + " (SELECT 1 FROM batch_kinds bk WHERE bk.kind = kinds.id)");
    if (kinds > 0) {
      transaction.forgetKinds();
    }
    return kinds;
  }
}
