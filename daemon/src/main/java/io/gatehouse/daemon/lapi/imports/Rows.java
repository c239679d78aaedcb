package io.gatehouse.daemon.lapi.imports;

import io.gatehouse.daemon.console.ProgramException;
import java.io.IOException;
import java.io.InputStream;

/** Reads one format. */
interface Rows {

  /** Where rows go as they are written; the line is told with them. */
  @FunctionalInterface
  interface Into {
    /**
     * One row.
     *
     * @throws BadRowException if it cannot be used
     */
    void row(int line, ImportRow.Written row) throws BadRowException, ProgramException;
  }

  /**
   * Reads to the end.
   *
   * @throws BadRowException at the first row that makes no sense
   */
  void read(InputStream in, Into into) throws IOException, BadRowException, ProgramException;
}
