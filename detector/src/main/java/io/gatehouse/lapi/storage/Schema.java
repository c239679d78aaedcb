package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.storage.StorageException.Kind;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables, brought up to date by Flyway. Its start takes half a second, so it is only asked
 * where the file's own version number says that there is something to do; each migration ends by
 * setting that number.
 */
final class Schema {
  /** The newest migration's number; {@code PRAGMA user_version} of an up-to-date file. */
  static final int VERSION = 1;

  private static final int APPLICATION_ID = 0x47415445;

  private Schema() {}

  static void bringUpToDate(Sql sql, Connections connections, Failures failures)
      throws SQLException, StorageException {
    long version = sql.number("PRAGMA user_version");
    if (version == VERSION && sql.number("PRAGMA application_id") == APPLICATION_ID) {
      return;
    }
    refuseForeign(sql, failures);
    if (version > VERSION) {
      throw failures.refused(
          Kind.NEWER_SCHEMA,
          "was written by a newer version (schema "
              + version
              + ", this one knows "
              + VERSION
              + "); start that version again, or restore the backup made before the upgrade");
    }
    migrate(connections, failures);
  }

  private static void refuseForeign(Sql sql, Failures failures)
      throws SQLException, StorageException {
    boolean empty =
        sql.number("SELECT count(*) FROM sqlite_master WHERE name NOT LIKE 'flyway_%'") == 0;
    if (!empty && sql.number("PRAGMA application_id") != APPLICATION_ID) {
      throw failures.refused(
          Kind.OTHER, "is the database of another program; set db_config.db_path to a new file");
    }
  }

  private static void migrate(Connections connections, Failures failures) throws StorageException {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(connections.url(), null, null)
          .locations("classpath:io/gatehouse/lapi/storage/sqlite")
          .load()
          .migrate();
    } catch (FlywayException failure) {
      throw failure.getCause() instanceof SQLException ofSqlite
          ? failures.of(ofSqlite)
          : failures.failed(
              Kind.OTHER,
              "could not be brought up to date (" + failure.getMessage() + ")",
              failure);
    }
  }
}
