package io.gatehouse.lapi.server;

import io.gatehouse.lapi.storage.MachineTable;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.StoredMachine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Every machine in memory, so that a token of a deleted one ends at once. Rows are added and
 * changed in the database first, one at a time. Heartbeats are written down later, by {@link
 * #writeHeartbeats}.
 */
final class MachineRegistry {
  private final MachineTable table;
  private final Map<String, StoredMachine> byId = new ConcurrentHashMap<>();
  private final Map<String, Instant> heartbeats = new ConcurrentHashMap<>();

  private MachineRegistry(MachineTable table) {
    this.table = table;
  }

  static MachineRegistry load(MachineTable table) throws StorageException {
    MachineRegistry registry = new MachineRegistry(table);
    registry.reload();
    return registry;
  }

  /** The machine of this name; its times may be older than the database's. From memory. */
  Optional<StoredMachine> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Every row as the database has it, what is still to be noted included. */
  List<StoredMachine> all() throws StorageException {
    writeHeartbeats();
    return table.all();
  }

  /** How many wait for an operator. From memory. */
  long waiting() {
    return byId.values().stream().filter(machine -> !machine.validated()).count();
  }

  /** Adds a machine; false if its name is taken. */
  synchronized boolean add(StoredMachine machine) throws StorageException {
    boolean added = table.tryAdd(machine);
    if (added) {
      byId.put(machine.machineId(), machine);
    }
    return added;
  }

  /** Changes a machine's row, which keeps its name; false if there is none. */
  synchronized boolean change(String id, UnaryOperator<StoredMachine> how) throws StorageException {
    Optional<StoredMachine> row = table.find(id);
    if (row.isEmpty()) {
      byId.remove(id);
      return false;
    }
    StoredMachine changed = how.apply(row.get());
    boolean written = table.update(changed);
    byId.put(id, changed);
    return written;
  }

  /** Lets a machine in; false if there is none. */
  synchronized boolean validate(String id) throws StorageException {
    boolean validated = table.validate(id);
    table.find(id).ifPresent(row -> byId.put(id, row));
    return validated;
  }

  /** Deletes machines; how many there were. */
  synchronized int delete(Collection<String> ids) throws StorageException {
    int deleted = table.delete(ids);
    byId.keySet().removeAll(List.copyOf(ids));
    return deleted;
  }

  /** Takes over what the database holds, after rows went without this registry. */
  synchronized void reload() throws StorageException {
    List<StoredMachine> rows = table.all();
    byId.keySet().retainAll(rows.stream().map(StoredMachine::machineId).toList());
    rows.forEach(row -> byId.put(row.machineId(), row));
  }

  /** A machine said that it lives. */
  void lives(String id, Instant when) {
    heartbeats.put(id, when);
  }

  /** Writes down heartbeats; what can't be written is kept for the next time. */
  void writeHeartbeats() throws StorageException {
    Map<String, Instant> written = Map.copyOf(heartbeats);
    if (written.isEmpty()) {
      return;
    }
    List<MachineTable.Touch> touches = new ArrayList<>();
    written.forEach((id, when) -> touches.add(new MachineTable.Touch(id, null, when)));
    table.touch(touches);
    written.forEach(heartbeats::remove); // but for those that were replaced meanwhile
  }
}
