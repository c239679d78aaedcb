package io.gatehouse.lapi.storage;

import io.gatehouse.alert.Alert;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The alerts, each with its events, its context and its decisions. */
@SuppressWarnings("DoNotCallSuggester")
public final class AlertTable {
  AlertTable() {}

  /**
   * Stores alerts, all of them or, on an exception, none. Returns when they are durable and every
   * listener has been told. Numbers and uuids are given here; a decision ends its duration after
   * its alert's {@code stopAt}, and is simulated where its alert is.
   *
   * @param machineId who reported; null for nobody
   * @return the alerts' numbers, in their order
   */
  public List<Long> add(@Nullable String machineId, List<Alert> alerts) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** The alert of this number. */
  public Optional<Alert> find(long id) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** The alerts that pass, in the filter's order. */
  public List<Alert> find(AlertFilter filter) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * Passes on the alerts that pass, in the filter's order, a page at a time: the sink may be slow,
   * and holds up nobody. The first call of the sink comes after the first page was read.
   */
  public <X extends Exception> void find(AlertFilter filter, AlertSink<X> sink)
      throws StorageException, X {
    throw new UnsupportedOperationException("being built");
  }

  /**
   * Deletes the alerts that pass, whatever the filter's limit, and ends their decisions. Each alert
   * goes whole; on an exception some may be gone.
   *
   * @return how many
   */
  public int delete(AlertFilter filter) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** Deletes one alert and ends its decisions; false if there is none of this number. */
  public boolean delete(long id) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** How many alerts there are of each scenario, without those of the community's lists. */
  public Map<String, Long> countByScenario() throws StorageException {
    throw new UnsupportedOperationException("being built");
  }
}
