package io.gatehouse.lapi.storage;

import io.gatehouse.lapi.storage.UsageReport.Reporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What machines and bouncers reported of their work. */
public final class UsageMetricsTable {
  private final Writer writer;
  private final Readers readers;

  UsageMetricsTable(Writer writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  /** Keeps a report until a flush finds it too old. */
  public void add(UsageReport report) throws StorageException {
    writer.write(
        1,
        tx ->
            tx.sql()
                .run(
                    "INSERT INTO usage_reports (reporter, name, received_at, payload)"
                        + " VALUES (?, ?, ?, ?)",
                    report.reporter().name(),
                    report.name(),
                    report.receivedAt(),
                    report.payload()));
  }

  /** All that are kept, in the order of arrival. */
  public List<UsageReport> all() throws StorageException {
    return readers.read(
        sql -> {
          List<UsageReport> all = new ArrayList<>();
          sql.each(
              "SELECT reporter, name, received_at, payload FROM usage_reports ORDER BY id",
              row ->
                  all.add(
                      new UsageReport(
                          Reporter.valueOf(row.getString(1)),
                          row.getString(2),
                          Instant.ofEpochMilli(row.getLong(3)),
                          row.getString(4))));
          return all;
        });
  }
}
