package io.gatehouse.lapi.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection and the statements that were prepared on it. Used by one thread at a time. */
final class Sql implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row into a value. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Is called for each row. */
  @FunctionalInterface
  interface EachRow {
    void row(ResultSet row) throws SQLException;
  }

  /** Runs a statement that gives no rows; how many it changed. */
  int run(String text, @Nullable Object... values) throws SQLException {
    return bound(text, values).executeUpdate();
  }

  /** Runs a query to its end. */
  void each(String text, EachRow each, @Nullable Object... values) throws SQLException {
    try (ResultSet rows = bound(text, values).executeQuery()) {
      while (rows.next()) {
        each.row(rows);
      }
    }
  }

  /** The first row's value; empty if there is no row. */
  <T> Optional<T> first(String text, Row<T> reader, @Nullable Object... values)
      throws SQLException {
    try (ResultSet rows = bound(text, values).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    }
  }

  /** The first row's first column; 0 if there is no row. */
  long number(String text, @Nullable Object... values) throws SQLException {
    return first(text, row -> row.getLong(1), values).orElse(0L);
  }

  /** The statement with these values. Its caller runs it at once. */
  private PreparedStatement bound(String text, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = statement(text);
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int place, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setLong(place, instant.toEpochMilli());
    } else if (value instanceof Boolean flag) {
      statement.setInt(place, flag ? 1 : 0);
    } else {
      statement.setObject(place, value);
    }
  }

  /** The statement, prepared once; to be filled anew for each use. */
  PreparedStatement statement(String text) throws SQLException {
    PreparedStatement known = prepared.get(text);
    if (known == null) {
      known = connection.prepareStatement(text);
      prepared.put(text, known);
    }
    return known;
  }

  /** Runs a text that is not prepared, such as the bounds of a transaction. */
  void execute(String text) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
