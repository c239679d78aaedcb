package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;

/** The ways that this host has to a LAPI. */
final class HostDoors implements Doors {
  @Override
  public LapiDesk desk(EngineConfig config) throws ProgramException {
    throw new ProgramException("lapi: not built yet");
  }

  @Override
  public AdministrationDoor administration(EngineConfig config) throws ProgramException {
    throw new ProgramException("lapi: not built yet");
  }
}
