package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.lapi.imports.ImportFile;
import io.gatehouse.daemon.lapi.imports.ImportJournal;
import io.gatehouse.daemon.lapi.imports.ImportJournal.Entry;
import java.io.PrintWriter;
import java.util.Optional;

/** Says what became of imports that were cut off, and what to do about them. */
final class Interruptions {
  private final ImportJournal journal;
  private final PrintWriter err;

  Interruptions(ImportJournal journal, PrintWriter err) {
    this.journal = journal;
    this.err = err;
  }

  /**
   * Tells about each; how many rows of this file are to be passed over.
   *
   * @throws ProgramException if there is nothing to resume
   */
  long tell(ImportFile.Checked checked, boolean resume) throws ProgramException {
    Optional<Entry> mine = Optional.empty();
    for (Entry entry : journal.cutOff()) {
      if (entry.digest().equals(checked.digest())) {
        mine = Optional.of(entry);
      } else {
        err.printf(
            "decisions: an import of %s was cut off after %,d of %,d; import it again, with"
                + " --resume to go on%n",
            entry.file(), entry.imported(), entry.rows());
      }
    }
    return resume ? resumed(mine) : anew(mine);
  }

  private static long resumed(Optional<Entry> mine) throws ProgramException {
    return mine.map(Entry::imported)
        .orElseThrow(
            () ->
                new ProgramException(
                    "decisions: no import of this file was cut off; import it without --resume"));
  }

  /** Twice is harmless: bouncers hear of one. */
  private long anew(Optional<Entry> mine) {
    mine.ifPresent(
        entry ->
            err.printf(
                "decisions: the last import of this file was cut off after %,d of %,d, which stay;"
                    + " all are imported now, those a second time (--resume goes on instead)%n",
                entry.imported(), entry.rows()));
    return 0;
  }
}
