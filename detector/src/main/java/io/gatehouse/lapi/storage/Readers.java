package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.storage.StorageException.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The read-only connections. Any thread; one that finds none free waits. */
final class Readers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Readers.class);
  private static final int PATIENCE_SECONDS = 30;

  private final BlockingQueue<Sql> free;
  private final List<Sql> all;
  private final Failures failures;

  /** Set once, by {@link #close}. */
  private volatile boolean closed;

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
      sql.forgetStatements();
      throw failures.of(failure);
    } finally {
      free.add(sql);
    }
  }

  private Sql take() throws StorageException {
    try {
      Sql sql = closed ? null : free.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (sql == null) {
        throw closed
            ? failures.refused(Kind.OTHER, "closed")
            : failures.refused(
                Kind.BUSY, "all " + all.size() + " readers are busy; is the disk slow?");
      }
      return sql;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failures.failed(Kind.OTHER, "interrupted while waiting to read", interrupted);
    }
  }

  private static <T> T inTransaction(Sql sql, Query<T> query) throws SQLException {
    sql.run("BEGIN");
    try {
      return query.run(sql);
    } finally {
      sql.execute("ROLLBACK");
    }
  }

  /** Waits for queries that are running. */
  @Override
  public void close() throws SQLException {
    closed = true;
    try {
      for (int i = 0; i < all.size(); i++) {
        if (free.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
          log.warn("closing the database under a query that runs for too long");
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Sql sql : all) {
      sql.close();
    }
  }
}
