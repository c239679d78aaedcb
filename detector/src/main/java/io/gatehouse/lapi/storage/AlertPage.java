package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertEvent;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.alert.Meta;
import io.gatehouse.lapi.storage.AlertFilter.Shown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some alerts on their way out: their own rows first, then each kind of part by one query. */
final class AlertPage {
  private static final String OF_ALERTS = " FROM json_each(?) j CROSS JOIN ";

  private final Sql sql;
  private final Kinds kinds;
  private final Instant now;
  private final Map<Long, Parts> heads = new LinkedHashMap<>();

  AlertPage(Sql sql, Kinds kinds, Instant now) {
    this.sql = sql;
    this.kinds = kinds;
    this.now = now;
  }

  private static final class Parts {
    final Alert head;
    final long decisionCount;
    final List<AlertEvent> events = new ArrayList<>();
    final List<Meta> meta = new ArrayList<>();
    final List<AlertDecision> decisions = new ArrayList<>();

    Parts(Alert head, long decisionCount) {
      this.head = head;
      this.decisionCount = decisionCount;
    }

    Alert alert() {
      return new Alert(
          head.id(),
          head.uuid(),
          head.machineId(),
          head.createdAt(),
          head.scenario(),
          head.scenarioHash(),
          head.scenarioVersion(),
          head.message(),
          head.eventsCount(),
          head.startAt(),
          head.stopAt(),
          head.capacity(),
          head.leakSpeed(),
          head.simulated(),
          head.remediation(),
          head.kind(),
          head.source(),
          events,
          meta,
          decisions);
    }
  }

  Optional<Alert> one(long id) throws SQLException {
    sql.each("SELECT * FROM alerts WHERE id = ?", this::addHead, id);
    return alerts(Shown.SHOWN).stream().findFirst();
  }

  void addHead(ResultSet row) throws SQLException {
    long count = row.getLong("last_decision") - row.getLong("first_decision") + 1;
    heads.put(row.getLong("id"), new Parts(head(row), count));
  }

  /** Keeps as many of the first alerts as have this many decisions; whether others went. */
  boolean keepRows(int room) {
    long rows = 0;
    List<Long> tooMany = new ArrayList<>();
    for (var entry : heads.entrySet()) {
      rows += entry.getValue().decisionCount;
      if (rows > room && rows > entry.getValue().decisionCount) {
        tooMany.add(entry.getKey());
      }
    }
    heads.keySet().removeAll(tooMany);
    return !tooMany.isEmpty();
  }

  int size() {
    return heads.size();
  }

  long lastId() {
    return last().head.id();
  }

  long lastCreated() {
    Instant created = last().head.createdAt();
    return created == null ? 0 : created.toEpochMilli();
  }

  private Parts last() {
    Parts last = null;
    for (Parts parts : heads.values()) {
      last = parts;
    }
    if (last == null) {
      throw new IllegalStateException("the page is empty");
    }
    return last;
  }

  List<Alert> alerts(Shown decisions) throws SQLException {
    String ids = DecisionTable.json(heads.keySet());
    sql.each(
        "SELECT e.alert, e.time, e.meta" + OF_ALERTS + "events e ON e.alert = j.value",
        row ->
            parts(row)
                .events
                .add(
                    new AlertEvent(
                        Instant.ofEpochMilli(row.getLong(2)), MetaText.read(row.getString(3)))),
        ids);
    sql.each(
        "SELECT m.alert, m.key, m.value" + OF_ALERTS + "meta m ON m.alert = j.value",
        row -> parts(row).meta.add(new Meta(row.getString(2), row.getString(3))),
        ids);
    if (decisions == Shown.SHOWN) {
      sql.each(
          "SELECT d.alert, d.id, d.kind, d.value, d.until"
              + OF_ALERTS
              + "alerts a ON a.id = j.value CROSS JOIN decisions d"
              + " ON d.id BETWEEN a.first_decision AND a.last_decision",
          row -> addDecision(parts(row), row),
          ids);
    }
    return heads.values().stream().map(Parts::alert).toList();
  }

  private Parts parts(ResultSet row) throws SQLException {
    Parts parts = heads.get(row.getLong(1));
    if (parts == null) {
      throw new SQLException("alert " + row.getLong(1) + " was not asked for");
    }
    return parts;
  }

  private void addDecision(Parts parts, ResultSet row) throws SQLException {
    Kind kind = kinds.of(row.getInt(3), sql);
    parts.decisions.add(
        new AlertDecision(
            row.getLong(2),
            kind.origin(),
            kind.type(),
            kind.scope(),
            row.getString(4),
            kind.scenario(),
            Duration.ofMillis(row.getLong(5) - now.toEpochMilli()),
            parts.head.simulated()));
  }

  private static Alert head(ResultSet row) throws SQLException {
    UUID uuid = Uuids.of(row.getBytes("uuid"));
    return new Alert(
        row.getLong("id"),
        uuid == null ? null : uuid.toString(),
        row.getString("machine"),
        Sql.instant(row, "created_at"),
        row.getString("scenario"),
        row.getString("scenario_hash"),
        row.getString("scenario_version"),
        row.getString("message"),
        row.getInt("events_count"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("stopped_at")),
        row.getInt("capacity"),
        row.getString("leak_speed"),
        row.getBoolean("simulated"),
        row.getBoolean("remediation"),
        row.getString("kind"),
        source(row),
        List.of(),
        List.of(),
        List.of());
  }

  private static AlertSource source(ResultSet row) throws SQLException {
    return new AlertSource(
        row.getString("source_scope"),
        row.getString("source_value"),
        row.getString("source_ip"),
        row.getString("source_range"),
        row.getString("source_as_number"),
        row.getString("source_as_name"),
        row.getString("source_country"),
        degrees(row, "source_latitude"),
        degrees(row, "source_longitude"));
  }

  private static @Nullable Float degrees(ResultSet row, String column) throws SQLException {
    float degrees = row.getFloat(column);
    return row.wasNull() ? null : degrees;
  }
}
