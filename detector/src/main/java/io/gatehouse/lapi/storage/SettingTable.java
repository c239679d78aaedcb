package io.gatehouse.lapi.storage;

import java.util.Optional;

/** Texts that a LAPI remembers by name. */
public final class SettingTable {
  private final Writer writer;
  private final Readers readers;

  SettingTable(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** The text of this name. */
  public Optional<String> find(String name) throws StorageException {
    return readers.read(
        sql ->
            sql.first("SELECT value FROM settings WHERE name = ?", row -> row.getString(1), name));
  }

  /** Remembers a text, in place of the one before. */
  public void put(String name, String value) throws StorageException {
    writer.write(
        1, tx -> tx.sql().run("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value));
  }

  /** Forgets a text; false if there was none. */
  public boolean remove(String name) throws StorageException {
    return writer.write(1, tx -> tx.sql().run("DELETE FROM settings WHERE name = ?", name)) == 1;
  }
}
