package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An alert on its way into the database: first its parts, then what makes them visible. */
final class NewAlert {
  private static final String EVENT =
      "INSERT INTO events (alert, place, time, meta) VALUES (?, ?, ?, ?)";
  private static final String META =
      "INSERT INTO meta (alert, place, key, value) VALUES (?, ?, ?, ?)";
  private static final String ALERT =
      "INSERT INTO alerts VALUES"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final long id;
  private final @Nullable String machineId;
  private final Alert alert;
  private final byte[] uuid;
  private final NewDecisions decisions;

  NewAlert(
      long id,
      @Nullable String machineId,
      Alert alert,
      long firstDecision,
      RandomGenerator random) {
    this.id = id;
    this.machineId = machineId;
    this.alert = alert;
    uuid = Uuids.bytes(Uuids.random(random.nextLong(), random.nextLong()));
    decisions = new NewDecisions(alert, id, firstDecision, random);
  }

  static int rows(Alert alert) {
    return 1 + alert.events().size() + alert.meta().size() + alert.decisions().size();
  }

  long id() {
    return id;
  }

  /** How many parts there are. */
  int parts() {
    return rows(alert) - 1;
  }

  /** Writes the parts of these places: events, then context, then decisions. */
  void insertParts(Transaction transaction, int from, int to) throws SQLException {
    int events = alert.events().size();
    int meta = events + alert.meta().size();
    insertEvents(transaction.sql(), from, Math.min(to, events));
    insertMeta(transaction.sql(), Math.max(0, from - events), Math.min(to, meta) - events);
    decisions.insert(transaction, Math.max(0, from - meta), to - meta);
  }

  private void insertEvents(Sql sql, int from, int to) throws SQLException {
    PreparedStatement row = sql.statement(EVENT);
    for (int i = from; i < to; i++) {
      AlertEvent event = alert.events().get(i);
      row.setLong(1, id);
      row.setInt(2, i);
      row.setLong(3, event.timestamp().toEpochMilli());
      row.setString(4, MetaText.write(event.meta()));
      row.executeUpdate();
    }
  }

  private void insertMeta(Sql sql, int from, int to) throws SQLException {
    for (int i = from; i < to; i++) {
      Meta meta = alert.meta().get(i);
      sql.run(META, id, i, meta.key(), meta.value());
    }
  }

  /** Makes the alert and its parts exist. */
  void publish(Transaction transaction) throws SQLException {
    insertAlert(transaction);
    if (!decisions.isEmpty()) {
      insertBatch(transaction);
      transaction.tellAdded(decisions);
    }
  }

  private void insertBatch(Transaction transaction) throws SQLException {
    transaction
        .sql()
        .run(
            "INSERT INTO batches (alert, first, last, added, created_at, simulated)"
                + " VALUES (?, ?, ?, ?, ?, ?)",
            id,
            decisions.first(),
            decisions.last(),
            transaction.commit(),
            transaction.now(),
            alert.simulated());
    for (int kind : decisions.kinds()) {
      transaction.sql().run("INSERT INTO batch_kinds (alert, kind) VALUES (?, ?)", id, kind);
    }
  }

  private void insertAlert(Transaction transaction) throws SQLException {
    AlertSource source = alert.source();
    transaction
        .sql()
        .run(
            ALERT,
            id,
            uuid,
            machineId,
            transaction.now(),
            alert.startAt(),
            alert.stopAt(),
            alert.scenario(),
            alert.scenarioHash(),
            alert.scenarioVersion(),
            alert.message(),
            alert.eventsCount(),
            alert.capacity(),
            alert.leakSpeed(),
            alert.simulated(),
            alert.remediation(),
            alert.kind(),
            source.scope(),
            source.value(),
            source.ip(),
            source.range(),
            source.asNumber(),
            source.asName(),
            source.country(),
            source.latitude(),
            source.longitude(),
            decisions.first(),
            decisions.last(),
            decisions.size());
  }
}
