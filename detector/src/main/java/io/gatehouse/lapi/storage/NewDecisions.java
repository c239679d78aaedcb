package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import io.gatehouse.alert.AlertDecision;
import io.gatehouse.decision.Scope;
import io.gatehouse.lapi.active.StoredDecision;
import io.gatehouse.net.PrefixReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one new alert, in the order of their numbers. Reads as what listeners are told,
 * made from the alert as it is asked for: a large import is then in memory once.
 */
final class NewDecisions extends AbstractList<StoredDecision> {
  private static final String INSERT =
      "INSERT INTO decisions (id, alert, kind, value, prefix, uuid, until)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final int JDBC_BATCH = 500;
  private static final Set<String> WITHOUT_UUID = Set.of("CAPI", "lists");

  private final Alert alert;
  private final long alertId;
  private final long first;
  private final long[] uuids;
  private final PrefixReader reader = new PrefixReader();
  private final Set<Integer> kinds = new TreeSet<>();
  private @Nullable AlertDecision lastSample;
  private int lastKind;

  NewDecisions(Alert alert, long alertId, long first, RandomGenerator random) {
    this.alert = alert;
    this.alertId = alertId;
    this.first = first;
    uuids = random.longs(2L * alert.decisions().size()).toArray();
  }

  long first() {
    return first;
  }

  long last() {
    return first + size() - 1;
  }

  /** The kinds of the decisions that were written. */
  Set<Integer> kinds() {
    return kinds;
  }

  /** Writes the rows of these places. */
  void insert(Transaction transaction, int from, int to) throws SQLException {
    PreparedStatement statement = transaction.sql().statement(INSERT);
    for (int i = from; i < to; i++) {
      fill(statement, i, kind(transaction, alert.decisions().get(i)));
      statement.addBatch();
      if ((i + 1 - from) % JDBC_BATCH == 0 || i + 1 == to) {
        statement.executeBatch();
      }
    }
  }

  private void fill(PreparedStatement row, int i, int kind) throws SQLException {
    AlertDecision decision = alert.decisions().get(i);
    row.setLong(1, first + i);
    row.setLong(2, alertId);
    row.setInt(3, kind);
    row.setString(4, decision.value());
    setBytes(row, 5, prefix(decision));
    setBytes(row, 6, hasUuid(decision) ? Uuids.bytes(uuid(i)) : null);
    row.setLong(7, until(decision));
  }

  private static void setBytes(PreparedStatement row, int place, byte @Nullable [] bytes)
      throws SQLException {
    if (bytes == null) {
      row.setNull(place, Types.BLOB);
    } else {
      row.setBytes(place, bytes);
    }
  }

  /** Neighbours are mostly of one kind, and share its words' objects. */
  private int kind(Transaction transaction, AlertDecision decision) throws SQLException {
    AlertDecision sample = lastSample;
    if (sample == null || !sameKind(sample, decision)) {
      lastSample = decision;
      lastKind =
          transaction.kind(
              new Kind(decision.origin(), decision.type(), scope(decision), decision.scenario()));
      kinds.add(lastKind);
    }
    return lastKind;
  }

  private static boolean sameKind(AlertDecision one, AlertDecision other) {
    return one.origin().equals(other.origin())
        && one.type().equals(other.type())
        && one.scope().equals(other.scope())
        && one.scenario().equals(other.scenario());
  }

  private byte @Nullable [] prefix(AlertDecision decision) {
    return Scope.of(decision.scope()).isAddress() && reader.read(decision.value())
        ? PrefixKey.of(reader.high(), reader.low(), reader.bits())
        : null;
  }

  private long until(AlertDecision decision) {
    return Millis.after(alert.stopAt(), decision.duration());
  }

  private static String scope(AlertDecision decision) {
    return Scope.of(decision.scope()).word();
  }

  private static boolean hasUuid(AlertDecision decision) {
    return !WITHOUT_UUID.contains(decision.origin());
  }

  private UUID uuid(int i) {
    return Uuids.random(uuids[2 * i], uuids[2 * i + 1]);
  }

  @Override
  public StoredDecision get(int index) {
    AlertDecision decision = alert.decisions().get(index);
    return new StoredDecision(
        first + index,
        decision.origin(),
        decision.type(),
        scope(decision),
        decision.value(),
        decision.scenario(),
        alert.simulated(),
        hasUuid(decision) ? uuid(index) : null,
        Instant.ofEpochMilli(until(decision)));
  }

  @Override
  public int size() {
    return alert.decisions().size();
  }
}
