package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.active.CommitListener;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The door to everything that a LAPI keeps. All calls block; any thread may call. */
public final class LapiDatabase implements AutoCloseable {
  private static final int READERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  private final DatabaseFile file;
  private final Failures failures;
  private final Writer writer;
  private final Readers readers;
  private final InstantSource time;
  private final Kinds kinds = new Kinds();
  private final AlertTable alerts;
  private final DecisionTable decisions;
  private final MachineTable machines;
  private final BouncerTable bouncers;
  private final UsageMetricsTable usageMetrics;
  private final SettingTable settings;
  private boolean closed;

  private LapiDatabase(
      DatabaseFile file, Failures failures, Writer writer, Readers readers, InstantSource time) {
    this.file = file;
    this.failures = failures;
    this.writer = writer;
    this.readers = readers;
    this.time = time;
    long seed = new SecureRandom().nextLong();
    alerts = new AlertTable(writer, readers, kinds, time, new SplittableRandom(seed));
    decisions = new DecisionTable(writer, readers, time);
    machines = new MachineTable(writer, readers);
    bouncers = new BouncerTable(writer, readers);
    usageMetrics = new UsageMetricsTable(writer, readers);
    settings = new SettingTable(writer, readers);
  }

  /**
   * Opens the file, creating or upgrading it as needed, and locks it against other processes. Its
   * directory must exist.
   *
   * @param listeners are told of every commit that changed decisions, in this order
   */
  public static LapiDatabase open(Path file, InstantSource time, CommitListener... listeners)
      throws StorageException {
    return open(file, time, BUSY_TIMEOUT, List.of(listeners));
  }

  /** For tests, which do not wait for another program's lock. */
  static LapiDatabase open(
      Path path, InstantSource time, Duration busyTimeout, List<CommitListener> listeners)
      throws StorageException {
    Failures failures = new Failures(path);
    DatabaseFile file = DatabaseFile.claim(path, failures);
    try {
      offerNativeDirectory(file);
      return opened(file, failures, new Connections(path, busyTimeout), time, listeners);
    } catch (SQLException failure) {
      release(file);
      throw failures.of(failure);
    } catch (StorageException | RuntimeException failure) {
      release(file);
      throw failure;
    }
  }

  /** The driver reads the property once, when its library is first needed. */
  private static void offerNativeDirectory(DatabaseFile file) throws StorageException {
    if (System.getProperty("org.sqlite.tmpdir") == null) {
      System.setProperty("org.sqlite.tmpdir", file.nativeDirectory().toString());
    }
  }

  private static LapiDatabase opened(
      DatabaseFile file,
      Failures failures,
      Connections connections,
      InstantSource time,
      List<CommitListener> listeners)
      throws SQLException, StorageException {
    List<Sql> opened = new ArrayList<>();
    try {
      Sql main = new Sql(connections.plain());
      opened.add(main);
      Schema.bringUpToDate(main, connections, failures);
      Connections.makeWriter(main, failures);
      StagedAlerts.clearLeftovers(main);
      for (int i = 0; i < READERS; i++) {
        opened.add(connections.reader());
      }
      Readers readers = new Readers(opened.subList(1, opened.size()), failures);
      Writer writer = new Writer(main, failures, time, PATIENCE, listeners);
      return new LapiDatabase(file, failures, writer, readers, time);
    } catch (SQLException | StorageException | RuntimeException failure) {
      for (Sql sql : opened) {
        sql.close();
      }
      throw failure;
    }
  }

  private static void release(DatabaseFile file) {
    try {
      file.close();
    } catch (IOException alreadyFailing) {
      // What is thrown says more.
    }
  }

  /**
   * Passes on every live decision, and the newest 200,000 of those that ended within 7 days (more if
   * the last of them ended in a commit with more), in ascending order of the commit that added them.
   * To be called before the first write.
   *
   * @return the last commit's number; 0 for a new database
   */
  public long load(LoadedDecisions sink) throws StorageException {
    readers.read(
        sql -> {
          new DecisionLoad(sql, kinds, time.instant()).to(sink);
          return true;
        });
    return lastCommit();
  }

  /** Alerts with their events and decisions. */
  public AlertTable alerts() {
    return alerts;
  }

  /** Decisions, each of which belongs to an alert. */
  public DecisionTable decisions() {
    return decisions;
  }

  /** Machines, which send alerts. */
  public MachineTable machines() {
    return machines;
  }

  /** Bouncers, which ask for decisions. */
  public BouncerTable bouncers() {
    return bouncers;
  }

  /** What machines and bouncers report of themselves. */
  public UsageMetricsTable usageMetrics() {
    return usageMetrics;
  }

  /** Named texts. */
  public SettingTable settings() {
    return settings;
  }

  /** Deletes what has become too old or too much. Does nothing while a large write is going on. */
  public Flushed flush(FlushRules rules) throws StorageException {
    if (writer.busyForLong()) {
      return Flushed.NOTHING;
    }
    return new Flush(writer, readers, alerts, time.instant()).run(rules);
  }

  /** The number of the last commit that changed decisions; 0 before the first. */
  public long lastCommit() {
    return writer.lastCommit();
  }

  /** Lets waiting writes finish and releases the file. Twice is once. */
  @Override
  public synchronized void close() throws StorageException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      readers.close();
      writer.close();
    } catch (SQLException failure) {
      throw failures.of(failure);
    } finally {
      release(file);
    }
  }
}
