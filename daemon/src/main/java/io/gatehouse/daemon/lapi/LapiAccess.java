package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;

/** How a LAPI is reached from where a verb runs. */
interface LapiAccess {

  /** A LAPI for alerts and decisions. */
  LapiConnection lapi(EngineConfig config) throws ProgramException;

  /** What manages bouncers and machines; to be closed. */
  AdministrationConnection administration(EngineConfig config) throws ProgramException;
}
