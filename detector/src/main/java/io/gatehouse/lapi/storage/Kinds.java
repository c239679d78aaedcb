package io.gatehouse.lapi.storage;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers kinds by number, so that the rows of many decisions share their words. Any thread. */
final class Kinds {
  private static final int MAX_REMEMBERED = 50_000;
  private static final Kind GONE = new Kind("", "", "", "");

  private final Map<Integer, Kind> known = new ConcurrentHashMap<>();

  /** The kind of this number. A number is never given twice, so that this does not grow old. */
  Kind of(int number, Sql sql) throws SQLException {
    Kind kind = known.get(number);
    return kind == null ? read(number, sql) : kind;
  }

  private Kind read(int number, Sql sql) throws SQLException {
    Kind kind =
        sql.first(
                "SELECT origin, type, scope, scenario FROM kinds WHERE id = ?",
                row ->
                    new Kind(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                number)
            .orElse(GONE);
    if (known.size() >= MAX_REMEMBERED) {
      known.clear();
    }
    known.put(number, kind);
    return kind;
  }
}
