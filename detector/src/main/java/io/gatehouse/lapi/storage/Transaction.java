package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.Removal;
import io.gatehouse.lapi.active.StoredDecision;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the writes of one transaction share: its number, the numbers it gives to rows, and what the
 * listeners will be told once it is durable. Lives on the writer thread, from its start to its end;
 * {@link #begin} makes it ready for the next transaction.
 */
final class Transaction {
  private static final int MAX_KINDS = 50_000;

  private final Sql sql;
  private final Map<Kind, Integer> kinds = new HashMap<>();
  private final List<List<StoredDecision>> added = new ArrayList<>();
  private final List<Removal> removed = new ArrayList<>();
  private long lastCommit;
  private long lastAlert;
  private long lastDecision;
  private Instant now = Instant.EPOCH;
  private boolean numbersUsed;

  Transaction(Sql sql) throws SQLException {
    this.sql = sql;
    sql.each(
        "SELECT last_commit, last_alert, last_decision FROM state",
        row -> {
          lastCommit = row.getLong(1);
          lastAlert = row.getLong(2);
          lastDecision = row.getLong(3);
        });
  }

  /** Where a write's part begins, to take it back without the others'. */
  record Mark(int added, int removed) {}

  void begin(Instant time) {
    now = time;
    added.clear();
    removed.clear();
    numbersUsed = false;
  }

  Mark mark() {
    return new Mark(added.size(), removed.size());
  }

  void backTo(Mark mark) {
    added.subList(mark.added(), added.size()).clear();
    removed.subList(mark.removed(), removed.size()).clear();
    kinds.clear();
  }

  /** Writes what belongs to the transaction as a whole; before COMMIT. */
  void seal() throws SQLException {
    if (hasNews()) {
      sql.run(
          "INSERT OR IGNORE INTO commit_times SELECT ?1, ?2"
              + " WHERE ?2 >= 60000 + (SELECT ifnull(max(at), 0) FROM commit_times)",
          commit(),
          now);
    }
    if (hasNews() || numbersUsed) {
      sql.run(
          "UPDATE state SET last_commit = ?, last_alert = ?, last_decision = ?",
          hasNews() ? commit() : lastCommit,
          lastAlert,
          lastDecision);
    }
  }

  /** The transaction is durable. */
  void committed() {
    if (hasNews()) {
      lastCommit++;
    }
  }

  /** The transaction is undone. */
  void undone() {
    kinds.clear();
    begin(now);
  }

  boolean hasNews() {
    return !added.isEmpty() || !removed.isEmpty();
  }

  Sql sql() {
    return sql;
  }

  /** When it began. */
  Instant now() {
    return now;
  }

  /** Its number, if it adds or ends a decision. */
  long commit() {
    return lastCommit + 1;
  }

  long lastCommit() {
    return lastCommit;
  }

  /** Gives as many alerts their numbers; the first. Numbers of an undone write are not reused. */
  long alertNumbers(int count) {
    numbersUsed = true;
    lastAlert += count;
    return lastAlert - count + 1;
  }

  /** Likewise for decisions. */
  long decisionNumbers(int count) {
    numbersUsed = true;
    lastDecision += count;
    return lastDecision - count + 1;
  }

  /** The number of a kind, stored if it is new. */
  int kind(Kind kind) throws SQLException {
    Integer known = kinds.get(kind);
    return known == null ? storedKind(kind) : known;
  }

  private int storedKind(Kind kind) throws SQLException {
    sql.run(
        "INSERT OR IGNORE INTO kinds (origin, type, scope, scenario) VALUES (?, ?, ?, ?)",
        kind.origin(),
        kind.type(),
        kind.scope(),
        kind.scenario());
    int number =
        (int)
            sql.number(
                "SELECT id FROM kinds WHERE origin = ? AND type = ? AND scope = ? AND scenario = ?",
                kind.origin(),
                kind.type(),
                kind.scope(),
                kind.scenario());
    if (kinds.size() >= MAX_KINDS) {
      kinds.clear();
    }
    kinds.put(kind, number);
    return number;
  }

  /** Kinds were deleted. */
  void forgetKinds() {
    kinds.clear();
  }

  /** Tells the listeners of these decisions, in ascending order of number. */
  void tellAdded(List<StoredDecision> decisions) {
    if (!decisions.isEmpty()) {
      added.add(decisions);
    }
  }

  void tellRemoved(long id, long until) {
    removed.add(new Removal(id, Instant.ofEpochMilli(until)));
  }

  List<StoredDecision> added() {
    return added.size() == 1 ? added.get(0) : new Joined(List.copyOf(added));
  }

  List<Removal> removed() {
    return List.copyOf(removed);
  }
}
