package io.gatehouse.daemon.lapi;

import io.gatehouse.alert.AlertDecision;
import io.gatehouse.alert.AlertSource;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.console.ProgressLine;
import io.gatehouse.daemon.lapi.imports.ImportFile;
import io.gatehouse.daemon.lapi.imports.ImportJournal;
import io.gatehouse.daemon.lapi.imports.ImportRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Sends the rows of a file to a LAPI, one alert a batch. For one import. */
final class ImportRun {
  private static final int USUAL_BATCH = 25_000;

  private final LapiConnection lapi;
  private final ImportJournal journal;
  private final ProgressLine progress;
  private final InstantSource time;
  private final int batchSize;
  private final List<AlertDecision> batch = new ArrayList<>();
  private long toSkip;
  private long done;

  /**
   * @param batchSize 0 for the usual one
   */
  ImportRun(
      LapiConnection lapi,
      ImportJournal journal,
      ProgressLine progress,
      InstantSource time,
      int batchSize) {
    this.lapi = lapi;
    this.journal = journal;
    this.progress = progress;
    this.time = time;
    this.batchSize = batchSize == 0 ? USUAL_BATCH : batchSize;
  }

  /**
   * Imports what comes after the first rows; how many that were.
   *
   * @throws ProgramException if LAPI fails; whole batches may have been imported before
   */
  long importAfter(long skipped, ImportFile file, ImportFile.Checked checked)
      throws ProgramException {
    toSkip = skipped;
    done = skipped;
    file.read(row -> add(row, file, checked));
    if (!batch.isEmpty()) {
      send(file, checked);
    }
    journal.forget(checked.digest());
    return done - skipped;
  }

  private void add(ImportRow row, ImportFile file, ImportFile.Checked checked)
      throws ProgramException {
    if (toSkip > 0) {
      toSkip--;
      return;
    }
    batch.add(
        new AlertDecision(
            0,
            "cscli-import",
            row.type(),
            row.scope(),
            row.value(),
            row.reason(),
            row.duration(),
            false));
    if (batch.size() == batchSize) {
      send(file, checked);
    }
  }

  private void send(ImportFile file, ImportFile.Checked checked) throws ProgramException {
    journal.note(new ImportJournal.Entry(file.name(), checked.digest(), done, checked.rows()));
    String scenario = "import %s: %d IPs".formatted(file.name(), batch.size());
    lapi.push(List.of(Alerts.byHand(scenario, "", AlertSource.of("", ""), batch, time.instant())));
    done += batch.size();
    batch.clear();
    journal.note(new ImportJournal.Entry(file.name(), checked.digest(), done, checked.rows()));
    progress.at(done, checked.rows());
  }
}
