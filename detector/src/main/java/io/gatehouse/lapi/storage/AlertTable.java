package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The alerts, each with its events, its context and its decisions. */
public final class AlertTable {
  private final Writer writer;
  private final Readers readers;
  private final Kinds kinds;
  private final InstantSource time;

  /** Writer thread only. */
  private final RandomGenerator random;

  AlertTable(
      Writer writer, Readers readers, Kinds kinds, InstantSource time, RandomGenerator random) {
    this.writer = writer;
    this.readers = readers;
    this.kinds = kinds;
    this.time = time;
    this.random = random;
  }

  /**
   * Stores alerts, all of them or, on an exception, none; however many there are, they appear at
   * once. Returns when they are durable and every listener has been told. Numbers and uuids are
   * given here; a decision ends its duration after its alert's {@code stopAt}, and is simulated
   * where its alert is.
   *
   * @param machineId who reported; null for nobody
   * @return the alerts' numbers, in their order
   */
  public List<Long> add(@Nullable String machineId, List<Alert> alerts) throws StorageException {
    int rows = alerts.stream().mapToInt(NewAlert::rows).sum();
    return rows > Writer.MAX_ROWS
        ? writer.write(new StagedAlerts(machineId, List.copyOf(alerts), random))
        : writer.write(rows, transaction -> addAtOnce(transaction, machineId, alerts));
  }

  private List<Long> addAtOnce(
      Transaction transaction, @Nullable String machineId, List<Alert> alerts) throws SQLException {
    List<Long> ids = new ArrayList<>();
    long id = transaction.alertNumbers(alerts.size());
    for (Alert alert : alerts) {
      long firstDecision = transaction.decisionNumbers(alert.decisions().size());
      NewAlert row = new NewAlert(id, machineId, alert, firstDecision, random);
      row.insertParts(transaction, 0, row.parts());
      row.publish(transaction);
      ids.add(id++);
    }
    return List.copyOf(ids);
  }

  /** The alert of this number. */
  public Optional<Alert> find(long id) throws StorageException {
    Instant now = time.instant();
    return readers.read(sql -> new AlertPage(sql, kinds, now).one(id));
  }

  /** The alerts that pass, in the filter's order. */
  public List<Alert> find(AlertFilter filter) throws StorageException {
    List<Alert> found = new ArrayList<>();
    find(filter, found::add);
    return found;
  }

  /**
   * Passes on the alerts that pass, in the filter's order, a page at a time: the sink may be slow,
   * and holds up nobody. The first call of the sink comes after the first page was read.
   */
  public <X extends Exception> void find(AlertFilter filter, AlertSink<X> sink)
      throws StorageException, X {
    AlertSearch search = new AlertSearch(filter, time.instant());
    while (search.hasMore()) {
      for (Alert alert : readers.read(sql -> search.nextPage(sql, kinds))) {
        sink.found(alert);
      }
    }
  }

  /**
   * Deletes the alerts that pass, whatever the filter's limit, and ends their decisions. Each alert
   * goes whole; on an exception some may be gone.
   *
   * @return how many
   */
  public int delete(AlertFilter filter) throws StorageException {
    AlertSearch search = new AlertSearch(filter, time.instant());
    return deleteAll(readers.read(search::numbers));
  }

  /** Deletes these alerts, as many in a transaction as nobody has to wait long for. */
  int deleteAll(List<AlertHead> alerts) throws StorageException {
    int deleted = 0;
    for (int from = 0; from < alerts.size(); ) {
      int to = from;
      long rows = 0;
      while (to < alerts.size() && (to == from || rows + alerts.get(to).rows() < Writer.MAX_ROWS)) {
        rows += alerts.get(to++).rows();
      }
      List<AlertHead> some = alerts.subList(from, to);
      deleted +=
          writer.write((int) Math.min(rows, Writer.MAX_ROWS), tx -> AlertDeletion.of(tx, some));
      from = to;
    }
    return deleted;
  }

  /** Deletes one alert and ends its decisions; false if there is none of this number. */
  public boolean delete(long id) throws StorageException {
    return deleteAll(List.of(new AlertHead(id, 1))) == 1;
  }

  /** How many alerts there are of each scenario, without those of the community's lists. */
  public Map<String, Long> countByScenario() throws StorageException {
    return readers.read(
        sql -> {
          Map<String, Long> counts = new TreeMap<>();
          sql.each(
              "SELECT scenario, count(*) FROM alerts a WHERE "
                  + AlertConditions.NOT_OF_LISTS
                  + " GROUP BY scenario",
              row -> counts.put(row.getString(1), row.getLong(2)));
          return counts;
        });
  }
}
