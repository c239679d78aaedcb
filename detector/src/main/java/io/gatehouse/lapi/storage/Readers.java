package io.gatehouse.lapi.storage;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The read-only connections. Any thread; one that finds none free waits. */
final class Readers implements AutoCloseable {
  private final BlockingQueue<Sql> free;
  private final List<Sql> all;
  private final Failures failures;

  Readers(List<Sql> connections, Failures failures) {
    all = List.copyOf(connections);
    free = new ArrayBlockingQueue<>(all.size(), false, all);
    this.failures = failures;
  }

  /** Reads from one state of the database. */
  @FunctionalInterface
  interface Query<T> {
    T run(Sql sql) throws SQLException;
  }

  <T> T read(Query<T> query) throws StorageException {
    Sql sql = take();
    try {
      return inTransaction(sql, query);
    } catch (SQLException failure) {
      throw failures.of(failure);
    } finally {
      free.add(sql);
    }
  }

  private Sql take() throws StorageException {
    try {
      return free.take();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failures.failed(
          StorageException.Kind.OTHER, "interrupted while waiting to read", interrupted);
    }
  }

  private static <T> T inTransaction(Sql sql, Query<T> query) throws SQLException {
    sql.run("BEGIN");
    try {
      return query.run(sql);
    } finally {
      sql.run("ROLLBACK");
    }
  }

  @Override
  public void close() throws SQLException {
    for (Sql sql : all) {
      sql.close();
    }
  }
}
