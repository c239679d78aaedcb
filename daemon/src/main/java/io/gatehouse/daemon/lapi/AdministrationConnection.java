package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.lapi.server.LapiAdministration;

/** An administration, and whatever has to be closed after its use. */
interface AdministrationConnection extends AutoCloseable {

  /** What is behind it. */
  LapiAdministration administration();

  @Override
  void close() throws ProgramException;
}
