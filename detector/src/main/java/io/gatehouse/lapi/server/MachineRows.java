package io.gatehouse.lapi.server;

import io.gatehouse.lapi.storage.OperatingSystem;
import io.gatehouse.lapi.storage.StoredMachine;
import java.time.Instant;

/** What becomes of a machine's row. */
final class MachineRows {
  private MachineRows() {}

  /** It logged in; without scenarios those before stay. */
  static StoredMachine loggedIn(
      StoredMachine row, String address, String version, String scenarios, Instant now) {
    return new StoredMachine(
        row.machineId(),
        row.passwordHash(),
        row.authType(),
        row.validated(),
        address,
        version,
        scenarios.isEmpty() ? row.scenarios() : scenarios,
        row.os(),
        row.featureFlags(),
        row.hubState(),
        row.datasources(),
        row.createdAt(),
        now,
        row.lastPush(),
        row.lastHeartbeat());
  }

  /** It has another password, and is validated. */
  static StoredMachine withPassword(StoredMachine row, String hash, Instant now) {
    return new StoredMachine(
        row.machineId(),
        hash,
        io.gatehouse.lapi.storage.AuthType.PASSWORD,
        true,
        row.ipAddress(),
        row.version(),
        row.scenarios(),
        row.os(),
        row.featureFlags(),
        row.hubState(),
        row.datasources(),
        row.createdAt(),
        now,
        row.lastPush(),
        row.lastHeartbeat());
  }

  /** What it reports of itself. */
  record Report(
      String version,
      OperatingSystem os,
      String featureFlags,
      String hubState,
      String datasources) {}

  /** It reported. */
  static StoredMachine reporting(StoredMachine row, Report report, Instant now) {
    return new StoredMachine(
        row.machineId(),
        row.passwordHash(),
        row.authType(),
        row.validated(),
        row.ipAddress(),
        report.version(),
        row.scenarios(),
        report.os(),
        report.featureFlags(),
        report.hubState(),
        report.datasources(),
        row.createdAt(),
        now,
        row.lastPush(),
        row.lastHeartbeat());
  }
}
