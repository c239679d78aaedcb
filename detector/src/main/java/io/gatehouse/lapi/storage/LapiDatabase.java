package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.CommitListener;
import java.nio.file.Path;
import java.time.InstantSource;

/** The door to everything that a LAPI keeps. All calls block; any thread may call. */
@SuppressWarnings("DoNotCallSuggester")
public final class LapiDatabase implements AutoCloseable {
  private LapiDatabase() {}

  /**
   * Opens the file, creating or upgrading it as needed, and locks it against other processes. Its
   * directory must exist.
   *
   * @param listeners are told of every commit that changed decisions, in this order
   */
  public static LapiDatabase open(Path file, InstantSource time, CommitListener... listeners)
      throws StorageException {
    return new LapiDatabase();
  }

  /**
   * Passes on every live decision, and the newest 200,000 of those that ended within 7 days, in
   * ascending order of the commit that added them. To be called before the first write.
   *
   * @return the last commit's number; 0 for a new database
   */
  public long load(LoadedDecisions sink) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Alerts with their events and decisions. */
  public AlertTable alerts() {
    throw new UnsupportedOperationException("being built");
  }

  /** Decisions, each of which belongs to an alert. */
  public DecisionTable decisions() {
    throw new UnsupportedOperationException("being built");
  }

  /** Machines, which send alerts. */
  public MachineTable machines() {
    throw new UnsupportedOperationException("being built");
  }

  /** Bouncers, which ask for decisions. */
  public BouncerTable bouncers() {
    throw new UnsupportedOperationException("being built");
  }

  /** What machines and bouncers report of themselves. */
  public UsageMetricsTable usageMetrics() {
    throw new UnsupportedOperationException("being built");
  }

  /** Named texts. */
  public SettingTable settings() {
    throw new UnsupportedOperationException("being built");
  }

  /** Deletes what has become too old or too much. Does nothing while a large write is going on. */
  public Flushed flush(FlushRules rules) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** The number of the last commit that changed decisions; 0 before the first. */
  public long lastCommit() {
    throw new UnsupportedOperationException("being built");
  }

  /** Lets waiting writes finish and releases the file. Twice is once. */
  @Override
  public void close() {}
}
