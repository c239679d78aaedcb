package io.gatehouse.lapi.storage;

import java.util.Optional;

/** Texts that a LAPI remembers by name. */
@SuppressWarnings("DoNotCallSuggester")
public final class SettingTable {
  SettingTable() {}

  /** The text of this name. */
  public Optional<String> find(String name) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Remembers a text, in place of the one before. */
  public void put(String name, String value) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Forgets a text; false if there was none. */
  public boolean remove(String name) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }
}
