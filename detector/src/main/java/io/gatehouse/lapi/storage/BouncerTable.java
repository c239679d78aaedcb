package io.gatehouse.lapi.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The bouncers that may ask for decisions. */
@SuppressWarnings("DoNotCallSuggester")
public final class BouncerTable {
  BouncerTable() {}

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
    throw new UnsupportedOperationException("being built");
  }

  /** The bouncer of this name. */
  public Optional<StoredBouncer> find(String name) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** All of them, by number. */
  public List<StoredBouncer> all() throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * Writes the row of this name anew, but for its number, when it was added, last pull and cursor;
   * false if there is none.
   */
  public boolean update(StoredBouncer bouncer) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Deletes bouncers; how many there were. */
  public int delete(Collection<String> names) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Notes when bouncers last asked, in one write; unknown ones are passed over. */
  public void touch(Collection<Touch> touches) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }
}
