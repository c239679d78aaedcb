package io.gatehouse.lapi.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/** How connections to the file are made. */
final class Connections {
  private static final int WRITER_CACHE_KIB = 65_536;
  private static final int READER_CACHE_KIB = 8_192;
  private static final int JOURNAL_LIMIT_BYTES = 64 << 20;
  private static final int CHECKPOINT_PAGES = 4_000;

  private final Path file;
  private final Duration busyTimeout;

  Connections(Path file, Duration busyTimeout) {
    this.file = file;
    this.busyTimeout = busyTimeout;
  }

  /**
   * As it is, without changing anything in the file. The busy timeout is the driver's own default
   * until then.
   */
  Connection plain() throws SQLException {
    return config(WRITER_CACHE_KIB).createConnection(url());
  }

  /** What a plain connection becomes once the schema is known to be ours. */
  static void makeWriter(Sql sql) throws SQLException {
    sql.execute("PRAGMA journal_mode = WAL");
    sql.execute("PRAGMA synchronous = FULL");
    sql.execute("PRAGMA journal_size_limit = " + JOURNAL_LIMIT_BYTES);
    sql.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
  }

  Sql reader() throws SQLException {
    SQLiteConfig config = config(READER_CACHE_KIB);
    config.setReadOnly(true);
    return new Sql(config.createConnection(url()));
  }

  private SQLiteConfig config(int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) busyTimeout.toMillis());
    config.setCacheSize(-cacheKib);
    config.setTempStore(TempStore.MEMORY);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    return config;
  }

  String url() {
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }
}
