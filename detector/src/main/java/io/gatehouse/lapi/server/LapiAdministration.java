package io.gatehouse.lapi.server;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What an operator does to bouncers and machines, and to old alerts. One implementation works on
 * the database, another asks a running server through its admin socket. Thread safe; every call
 * blocks until the change is durable.
 */
public interface LapiAdministration {

  /**
   * On a database that no server works on.
   *
   * @throws StorageException if it can't be read
   */
  static LapiAdministration of(LapiDatabase database, InstantSource time) throws StorageException {
    return DatabaseAdministration.open(database, time);
  }

  /** Every bouncer, by name. */
  List<BouncerEntry> bouncers() throws AdministrationException;

  /** One bouncer; empty if there is none of that name. */
  default Optional<BouncerEntry> bouncer(String name) throws AdministrationException {
    return bouncers().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * Adds a bouncer.
   *
   * @param key the operator's own; empty to make one of 32 random bytes
   * @return its key, which can't be asked for again
   */
  Secret addBouncer(String name, Optional<Secret> key) throws AdministrationException;

  /** Deletes a bouncer; whoever uses its key is refused from now on, unless another row has it. */
  void deleteBouncer(String name) throws AdministrationException;

  /**
   * Deletes bouncers that have not pulled for so long; those that never pulled count from their
   * creation.
   *
   * @return the names of those deleted
   */
  List<String> pruneBouncers(Duration silentFor) throws AdministrationException;

  /** Every machine, by id. */
  List<MachineEntry> machines() throws AdministrationException;

  /** One machine; empty if there is none of that id. */
  default Optional<MachineEntry> machine(String id) throws AdministrationException {
    return machines().stream().filter(entry -> entry.id().equals(id)).findFirst();
  }

  /**
   * Adds a validated machine.
   *
   * @param password at most 72 bytes; empty to make one of 64 random characters
   * @param replace whether a machine of that id gets the new password instead of being in the way
   * @return its password, which can't be asked for again
   */
  Secret addMachine(String id, Optional<Secret> password, boolean replace)
      throws AdministrationException;

  /** Deletes a machine; its alerts stay, its tokens end. */
  void deleteMachine(String id) throws AdministrationException;

  /** Lets a registered machine in. */
  void validateMachine(String id) throws AdministrationException;

  /**
   * Deletes machines without a heartbeat for so long; those that never sent one count from their
   * creation.
   *
   * @param notValidatedOnly whether to spare those that were let in
   * @return the ids of those deleted
   */
  List<String> pruneMachines(Duration silentFor, boolean notValidatedOnly)
      throws AdministrationException;

  /**
   * Deletes alerts that are too old, and the oldest of too many; those with an active decision
   * stay. Does nothing while an import is being written.
   *
   * @return how many
   */
  int flushAlerts(Duration maxAge, int maxItems) throws AdministrationException;

  /** Stored usage metrics, oldest first. */
  List<UsageEntry> usageMetrics() throws AdministrationException;

  /**
   * A bouncer as it is stored.
   *
   * @param address where it last pulled from; empty before
   * @param type from its user agent; empty before its first request
   * @param version from its user agent; empty before its first request
   * @param authType {@code api-key} or {@code tls}
   * @param lastPull empty before the first
   * @param autoCreated whether it is there because a key was used from one more address
   * @param os name and version; empty where it was not told
   * @param featureFlags that it told
   */
  record BouncerEntry(
      String name,
      String address,
      String type,
      String version,
      String authType,
      Instant createdAt,
      Optional<Instant> lastPull,
      boolean autoCreated,
      String os,
      List<String> featureFlags) {
    /** Copies the list. */
    public BouncerEntry {
      featureFlags = List.copyOf(featureFlags);
    }
  }

  /**
   * A machine as it is stored.
   *
   * @param address where it last logged in from; empty before
   * @param version from its user agent; empty before its first login
   * @param authType {@code password} or {@code tls}
   * @param validated whether it may log in
   * @param lastPush its last alert; empty before
   * @param lastHeartbeat empty before the first
   * @param scenarios that it runs
   * @param os name and version; empty where it was not told
   * @param featureFlags that it told
   */
  record MachineEntry(
      String id,
      String address,
      String version,
      String authType,
      boolean validated,
      Instant createdAt,
      Optional<Instant> lastPush,
      Optional<Instant> lastHeartbeat,
      List<String> scenarios,
      String os,
      List<String> featureFlags) {
    /** Copies the lists. */
    public MachineEntry {
      scenarios = List.copyOf(scenarios);
      featureFlags = List.copyOf(featureFlags);
    }
  }

  /**
   * What one bouncer or machine told about its work.
   *
   * @param source who
   * @param by its name
   * @param receivedAt when
   * @param payload {@code {"type":…,"metrics":[…]}} as JSON
   */
  record UsageEntry(UsageSource source, String by, Instant receivedAt, String payload) {}

  /** Who tells. */
  enum UsageSource {
    /** {@code LP}. */
    LOG_PROCESSOR,
    /** {@code RC}. */
    REMEDIATION_COMPONENT
  }
}
