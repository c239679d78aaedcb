package io.gatehouse.lapi.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines that may send alerts. */
@SuppressWarnings("DoNotCallSuggester")
public final class MachineTable {
  MachineTable() {}

  /**
   * That a machine was heard of.
   *
   * @param machineId who
   * @param lastPush when it sent alerts, or null to leave that
   * @param lastHeartbeat when it said that it lives, or null to leave that
   */
  public record Touch(
      String machineId, @Nullable Instant lastPush, @Nullable Instant lastHeartbeat) {}

  /** Adds a machine; false if there is one of that name. */
  public boolean tryAdd(StoredMachine machine) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** The machine of this name. */
  public Optional<StoredMachine> find(String machineId) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** All of them, in the order in which they were added. */
  public List<StoredMachine> all() throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Writes the row of this name anew, but for when it was added; false if there is none. */
  public boolean update(StoredMachine machine) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Lets a machine log in; false if there is none of that name. */
  public boolean validate(String machineId) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Deletes machines, their alerts stay; how many there were. */
  public int delete(Collection<String> machineIds) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Notes when machines were last heard of, in one write; unknown ones are passed over. */
  public void touch(Collection<Touch> touches) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }
}
