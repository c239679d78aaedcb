package io.gatehouse.daemon.lapi.imports;

import io.gatehouse.daemon.console.ProgramException;

/** Takes the rows of a file, in their order. */
@FunctionalInterface
public interface RowSink {
  /** One row. */
  void row(ImportRow row) throws ProgramException;
}
