package io.gatehouse.lapi.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines that may send alerts. */
public final class MachineTable {
  private static final String INSERT =
      "INSERT OR IGNORE INTO machines (password_hash, auth_type, validated, ip_address, version,"
          + " scenarios, os_name, os_family, os_version, feature_flags, hub_state, datasources,"
          + " updated_at, machine_id, created_at, last_push, last_heartbeat)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "UPDATE machines SET password_hash = ?, auth_type = ?, validated = ?, ip_address = ?,"
          + " version = ?, scenarios = ?, os_name = ?, os_family = ?, os_version = ?,"
          + " feature_flags = ?, hub_state = ?, datasources = ?, updated_at = ?"
          + " WHERE machine_id = ?";

  private final Writer writer;
  private final Readers readers;

  MachineTable(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

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
    List<@Nullable Object> values = values(machine);
    values.add(machine.createdAt());
    values.add(machine.lastPush());
    values.add(machine.lastHeartbeat());
    return writer.write(1, tx -> tx.sql().run(INSERT, values.toArray())) == 1;
  }

  /** The machine of this name. */
  public Optional<StoredMachine> find(String machineId) throws StorageException {
    return readers.read(
        sql ->
            sql.first(
                "SELECT * FROM machines WHERE machine_id = ?", MachineTable::read, machineId));
  }

  /** All of them, in the order in which they were added. */
  public List<StoredMachine> all() throws StorageException {
    return readers.read(
        sql -> {
          List<StoredMachine> all = new ArrayList<>();
          sql.each("SELECT * FROM machines ORDER BY id", row -> all.add(read(row)));
          return all;
        });
  }

  /**
   * Writes the row of this name anew, but for when it was added and last heard of; false if there
   * is none.
   */
  public boolean update(StoredMachine machine) throws StorageException {
    return writer.write(1, tx -> tx.sql().run(UPDATE, values(machine).toArray())) == 1;
  }

  /** Lets a machine log in; false if there is none of that name. */
  public boolean validate(String machineId) throws StorageException {
    return writer.write(
            1,
            tx ->
                tx.sql()
                    .run(
                        "UPDATE machines SET validated = 1, updated_at = ? WHERE machine_id = ?",
                        tx.now(),
                        machineId))
        == 1;
  }

  /** Deletes machines, their alerts stay; how many there were. */
  public int delete(Collection<String> machineIds) throws StorageException {
    return writer.write(machineIds.size(), tx -> delete(tx.sql(), machineIds));
  }

  private static int delete(Sql sql, Collection<String> machineIds) throws SQLException {
    int deleted = 0;
    for (String machineId : machineIds) {
      deleted += sql.run("DELETE FROM machines WHERE machine_id = ?", machineId);
      sql.run("UPDATE alerts SET machine = NULL WHERE machine = ?", machineId);
    }
    return deleted;
  }

  /** Notes when machines were last heard of, in one write; unknown ones are passed over. */
  public void touch(Collection<Touch> touches) throws StorageException {
    writer.write(
        touches.size(),
        tx -> {
          for (Touch touch : touches) {
            tx.sql()
                .run(
                    "UPDATE machines SET last_push = ifnull(?, last_push),"
                        + " last_heartbeat = ifnull(?, last_heartbeat) WHERE machine_id = ?",
                    touch.lastPush(),
                    touch.lastHeartbeat(),
                    touch.machineId());
          }
          return touches.size();
        });
  }

  private static List<@Nullable Object> values(StoredMachine machine) {
    return new ArrayList<>(
        List.of(
            machine.passwordHash(),
            machine.authType().word(),
            machine.validated(),
            machine.ipAddress(),
            machine.version(),
            machine.scenarios(),
            machine.os().name(),
            machine.os().family(),
            machine.os().version(),
            machine.featureFlags(),
            machine.hubState(),
            machine.datasources(),
            machine.updatedAt(),
            machine.machineId()));
  }

  private static StoredMachine read(ResultSet row) throws SQLException {
    return new StoredMachine(
        row.getString("machine_id"),
        row.getString("password_hash"),
        AuthType.of(row.getString("auth_type")),
        row.getBoolean("validated"),
        row.getString("ip_address"),
        row.getString("version"),
        row.getString("scenarios"),
        OperatingSystem.read(row),
        row.getString("feature_flags"),
        row.getString("hub_state"),
        row.getString("datasources"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        Instant.ofEpochMilli(row.getLong("updated_at")),
        Sql.instant(row, "last_push"),
        Sql.instant(row, "last_heartbeat"));
  }
}
