package io.gatehouse.lapi.server;

import io.gatehouse.config.Secret;
import io.gatehouse.lapi.server.AdministrationException.Kind;
import io.gatehouse.lapi.storage.AuthType;
import io.gatehouse.lapi.storage.FlushRules;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.OperatingSystem;
import io.gatehouse.lapi.storage.StorageException;
import io.gatehouse.lapi.storage.StoredBouncer;
import io.gatehouse.lapi.storage.StoredMachine;
import io.gatehouse.lapi.storage.UsageReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Works on the database, and on what the server holds of it in memory. */
final class DatabaseAdministration implements LapiAdministration {
  private static final int LONGEST_NAME = 255;

  private final BouncerRegistry bouncers;
  private final MachineRegistry machines;
  private final LapiDatabase database;
  private final InstantSource time;

  DatabaseAdministration(
      BouncerRegistry bouncers,
      MachineRegistry machines,
      LapiDatabase database,
      InstantSource time) {
    this.bouncers = bouncers;
    this.machines = machines;
    this.database = database;
    this.time = time;
  }

  /** For a process that has the database open and runs no server on it. */
  static DatabaseAdministration open(LapiDatabase database, InstantSource time)
      throws StorageException {
    return new DatabaseAdministration(
        BouncerRegistry.load(database.bouncers(), time),
        MachineRegistry.load(database.machines()),
        database,
        time);
  }

  /** A step on the database. */
  @FunctionalInterface
  private interface Step<T> {
    T run() throws StorageException, AdministrationException;
  }

  private static <T> T attempt(Step<T> step) throws AdministrationException {
    try {
      return step.run();
    } catch (StorageException e) {
      throw new AdministrationException(Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<BouncerEntry> bouncers() throws AdministrationException {
    return attempt(
        () ->
            bouncers.all().stream()
                .map(DatabaseAdministration::entry)
                .sorted(Comparator.comparing(BouncerEntry::name))
                .toList());
  }

  private static BouncerEntry entry(StoredBouncer row) {
    return new BouncerEntry(
        row.name(),
        row.ipAddress(),
        row.type(),
        row.version(),
        row.authType().word(),
        row.createdAt(),
        Optional.ofNullable(row.lastPull()),
        row.autoCreated(),
        text(row.os()),
        listed(row.featureFlags()));
  }

  private static String text(OperatingSystem os) {
    return os.version().isEmpty() ? os.name() : os.name() + "/" + os.version();
  }

  private static List<String> listed(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
  }

  @Override
  public Secret addBouncer(String name, Optional<Secret> key) throws AdministrationException {
    requireName("bouncer", name);
    Secret secret = key.orElseGet(ApiKey::random);
    if (secret.isEmpty()) {
      throw new AdministrationException(
          Kind.INVALID, "lapi: the key of bouncer '" + name + "' is empty; write one or leave it");
    }
    StoredBouncer row =
        StoredBouncer.added(name, ApiKey.hash(secret.reveal()), AuthType.API_KEY, time.instant());
    if (attempt(() -> bouncers.add(row)).isEmpty()) {
      throw new AdministrationException(
          Kind.EXISTS,
          "lapi: bouncer '" + name + "' exists already; delete it or take another name");
    }
    return secret;
  }

  private static void requireName(String what, String name) throws AdministrationException {
    boolean printable = name.codePoints().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST_NAME || !printable) {
      throw new AdministrationException(
          Kind.INVALID,
          "lapi: a " + what + "'s name is 1 to 255 printable characters; take another name");
    }
  }

  @Override
  public void deleteBouncer(String name) throws AdministrationException {
    if (attempt(() -> bouncers.delete(List.of(name))) == 0) {
      throw unknown("bouncer", name);
    }
  }

  private static AdministrationException unknown(String what, String name) {
    return new AdministrationException(
        Kind.UNKNOWN, "lapi: there is no " + what + " '" + name + "'; list them to see the names");
  }

  @Override
  public List<String> pruneBouncers(Duration silentFor) throws AdministrationException {
    Instant before = time.instant().minus(silentFor);
    List<String> silent =
        bouncers().stream()
            .filter(entry -> entry.lastPull().orElse(entry.createdAt()).isBefore(before))
            .map(BouncerEntry::name)
            .toList();
    if (!silent.isEmpty()) {
      attempt(() -> bouncers.delete(silent));
    }
    return silent;
  }

  @Override
  public List<MachineEntry> machines() throws AdministrationException {
    return attempt(
        () ->
            machines.all().stream()
                .map(DatabaseAdministration::entry)
                .sorted(Comparator.comparing(MachineEntry::id))
                .toList());
  }

  private static MachineEntry entry(StoredMachine row) {
    return new MachineEntry(
        row.machineId(),
        row.ipAddress(),
        row.version(),
        row.authType().word(),
        row.validated(),
        row.createdAt(),
        Optional.ofNullable(row.lastPush()),
        Optional.ofNullable(row.lastHeartbeat()),
        listed(row.scenarios()),
        text(row.os()),
        listed(row.featureFlags()));
  }

  @Override
  public Secret addMachine(String id, Optional<Secret> password, boolean replace)
      throws AdministrationException {
    requireName("machine", id);
    Secret secret = password.orElseGet(Passwords::random);
    if (!Passwords.fits(secret.reveal())) {
      throw new AdministrationException(
          Kind.INVALID,
          "lapi: a password has 1 to 72 bytes; take another for machine '" + id + "'");
    }
    String hash = Passwords.hash(secret.reveal());
    if (!attempt(() -> added(id, hash, replace))) {
      throw new AdministrationException(
          Kind.EXISTS, "lapi: machine '" + id + "' exists already; use --force to replace it");
    }
    return secret;
  }

  private boolean added(String id, String hash, boolean replace) throws StorageException {
    StoredMachine row = StoredMachine.added(id, hash, AuthType.PASSWORD, true, time.instant());
    return machines.add(row)
        || (replace
            && machines.change(id, old -> MachineRows.withPassword(old, hash, time.instant())));
  }

  @Override
  public void deleteMachine(String id) throws AdministrationException {
    if (attempt(() -> machines.delete(List.of(id))) == 0) {
      throw unknown("machine", id);
    }
  }

  @Override
  public void validateMachine(String id) throws AdministrationException {
    if (!attempt(() -> machines.validate(id))) {
      throw unknown("machine", id);
    }
  }

  @Override
  public List<String> pruneMachines(Duration silentFor, boolean notValidatedOnly)
      throws AdministrationException {
    Instant before = time.instant().minus(silentFor);
    List<String> silent =
        machines().stream()
            .filter(entry -> !(notValidatedOnly && entry.validated()))
            .filter(entry -> entry.lastHeartbeat().orElse(entry.createdAt()).isBefore(before))
            .map(MachineEntry::id)
            .toList();
    if (!silent.isEmpty()) {
      attempt(() -> machines.delete(silent));
    }
    return silent;
  }

  @Override
  public int flushAlerts(Duration maxAge, int maxItems) throws AdministrationException {
    FlushRules rules = FlushRules.NONE.alerts(maxAge, maxItems);
    return attempt(() -> database.flush(rules)).alerts();
  }

  @Override
  public List<UsageEntry> usageMetrics() throws AdministrationException {
    return attempt(
        () -> database.usageMetrics().all().stream().map(DatabaseAdministration::entry).toList());
  }

  private static UsageEntry entry(UsageReport report) {
    UsageSource source =
        switch (report.reporter()) {
          case LOG_PROCESSOR -> UsageSource.LOG_PROCESSOR;
          case REMEDIATION_COMPONENT -> UsageSource.REMEDIATION_COMPONENT;
        };
    return new UsageEntry(source, report.name(), report.receivedAt(), report.payload());
  }
}
