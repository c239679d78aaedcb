package io.gatehouse.lapi.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bouncers that may ask for decisions. */
public final class BouncerTable {
  private static final String INSERT =
      "INSERT OR IGNORE INTO bouncers (key_hash, auth_type, auto_created, ip_address, type,"
          + " version, os_name, os_family, os_version, feature_flags, updated_at, name, created_at,"
          + " last_pull, cursor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE bouncers SET key_hash = ?, auth_type = ?, auto_created = ?, ip_address = ?,"
          + " type = ?, version = ?, os_name = ?, os_family = ?, os_version = ?,"
          + " feature_flags = ?, updated_at = ? WHERE name = ?";
  private static final String BY_NAME = "SELECT * FROM bouncers WHERE name = ?";

  private final Writer writer;
  private final Readers readers;

  BouncerTable(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /**
   * That a bouncer asked.
   *
   * @param name who
   * @param lastPull when
   * @param cursor the commit up to which it has been told
   */
  public record Touch(String name, Instant lastPull, long cursor) {}

  /** Adds a bouncer, and returns it with its number; empty if there is one of that name. */
  public Optional<StoredBouncer> tryAdd(StoredBouncer bouncer) throws StorageException {
    List<@Nullable Object> values = values(bouncer);
    values.add(bouncer.createdAt());
    values.add(bouncer.lastPull());
    values.add(bouncer.cursor());
    return writer.write(
        1,
        tx ->
            tx.sql().run(INSERT, values.toArray()) == 0
                ? Optional.empty()
                : tx.sql().first(BY_NAME, BouncerTable::read, bouncer.name()));
  }

  /** The bouncer of this name. */
  public Optional<StoredBouncer> find(String name) throws StorageException {
    return readers.read(sql -> sql.first(BY_NAME, BouncerTable::read, name));
  }

  /** All of them, by number. */
  public List<StoredBouncer> all() throws StorageException {
    return readers.read(
        sql -> {
          List<StoredBouncer> all = new ArrayList<>();
          sql.each("SELECT * FROM bouncers ORDER BY id", row -> all.add(read(row)));
          return all;
        });
  }

  /**
   * Writes the row of this name anew, but for its number, when it was added, last pull and cursor;
   * false if there is none.
   */
  public boolean update(StoredBouncer bouncer) throws StorageException {
    return writer.write(1, tx -> tx.sql().run(UPDATE, values(bouncer).toArray())) == 1;
  }

  /** Deletes bouncers; how many there were. */
  public int delete(Collection<String> names) throws StorageException {
    return writer.write(
        names.size(),
        tx -> {
          int deleted = 0;
          for (String name : names) {
            deleted += tx.sql().run("DELETE FROM bouncers WHERE name = ?", name);
          }
          return deleted;
        });
  }

  /** Notes when bouncers last asked, in one write; unknown ones are passed over. */
  public void touch(Collection<Touch> touches) throws StorageException {
    writer.write(
        touches.size(),
        tx -> {
          for (Touch touch : touches) {
            tx.sql()
                .run(
                    "UPDATE bouncers SET last_pull = ?, cursor = ? WHERE name = ?",
                    touch.lastPull(),
                    touch.cursor(),
                    touch.name());
          }
          return touches.size();
        });
  }

  private static List<@Nullable Object> values(StoredBouncer bouncer) {
    return new ArrayList<>(
        List.of(
            bouncer.keyHash(),
            bouncer.authType().word(),
            bouncer.autoCreated(),
            bouncer.ipAddress(),
            bouncer.type(),
            bouncer.version(),
            bouncer.os().name(),
            bouncer.os().family(),
            bouncer.os().version(),
            bouncer.featureFlags(),
            bouncer.updatedAt(),
            bouncer.name()));
  }

  private static StoredBouncer read(ResultSet row) throws SQLException {
    return new StoredBouncer(
        row.getLong("id"),
        row.getString("name"),
        row.getString("key_hash"),
        AuthType.of(row.getString("auth_type")),
        row.getBoolean("auto_created"),
        row.getString("ip_address"),
        row.getString("type"),
        row.getString("version"),
        OperatingSystem.read(row),
        row.getString("feature_flags"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        Sql.instant(row, "last_pull"),
        row.getLong("cursor"));
  }
}
