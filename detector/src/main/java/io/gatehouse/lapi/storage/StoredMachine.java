package io.gatehouse.lapi.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine (watcher, log processor).
 *
 * @param machineId its name, unique
 * @param passwordHash bcrypt text; empty for one with a certificate
 * @param authType how it logs in
 * @param validated whether it may
 * @param ipAddress from where it last logged in or registered; may be empty
 * @param version of its program; may be empty
 * @param scenarios comma-joined, as it sent them; may be empty
 * @param os what it runs on
 * @param featureFlags comma-joined; may be empty
 * @param hubState what it has installed, as JSON; may be empty
 * @param datasources what it reads, as JSON; may be empty
 * @param createdAt when it was added
 * @param updatedAt when its row last changed, but for heartbeats
 * @param lastPush when it last sent alerts, or null
 * @param lastHeartbeat or null
 */
public record StoredMachine(
    String machineId,
    String passwordHash,
    AuthType authType,
    boolean validated,
    String ipAddress,
    String version,
    String scenarios,
    OperatingSystem os,
    String featureFlags,
    String hubState,
    String datasources,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastPush,
    @Nullable Instant lastHeartbeat) {

  /** One that has not been heard of. */
  public static StoredMachine added(
      String machineId, String passwordHash, AuthType authType, boolean validated, Instant now) {
    return new StoredMachine(
        machineId,
        passwordHash,
        authType,
        validated,
        "",
        "",
        "",
        OperatingSystem.UNKNOWN,
        "",
        "",
        "",
        now,
        now,
        null,
        null);
  }

  /** The same from this address. */
  public StoredMachine from(String address) {
    return new StoredMachine(
        machineId,
        passwordHash,
        authType,
        validated,
        address,
        version,
        scenarios,
        os,
        featureFlags,
        hubState,
        datasources,
        createdAt,
        updatedAt,
        lastPush,
        lastHeartbeat);
  }
}
