package io.gatehouse.lapi.storage;

import java.util.List;

/** What machines and bouncers reported of their work. */
@SuppressWarnings("DoNotCallSuggester")
public final class UsageMetricsTable {
  UsageMetricsTable() {}

  /** Keeps a report until a flush finds it too old. */
  public void add(UsageReport report) throws StorageException {
    throw new UnsupportedOperationException("being built");
  }

  /** All that are kept, in the order of arrival. */
  public List<UsageReport> all() throws StorageException {
    throw new UnsupportedOperationException("being built");
  }
}
