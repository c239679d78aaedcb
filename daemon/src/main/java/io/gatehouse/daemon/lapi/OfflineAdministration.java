package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.lapi.serve.DataDirectory;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.lapi.server.LapiAdministration;
import io.gatehouse.lapi.storage.LapiDatabase;
import io.gatehouse.lapi.storage.StorageException;
import java.time.InstantSource;

/** The database itself, while no server runs: nobody else may have it open meanwhile. */
final class OfflineAdministration implements AdministrationConnection {
  private final LapiDatabase database;
  private final LapiAdministration administration;

  private OfflineAdministration(LapiDatabase database, LapiAdministration administration) {
    this.database = database;
    this.administration = administration;
  }

  /** Makes the file where there is none yet, as upstream does. */
  static OfflineAdministration open(EngineConfig config, InstantSource time)
      throws ProgramException, StorageException {
    DataDirectory.prepare(config);
    LapiDatabase database = LapiDatabase.open(config.database().path(), time);
    try {
      return new OfflineAdministration(database, LapiAdministration.of(database, time));
    } catch (StorageException e) {
      database.close();
      throw e;
    }
  }

  @Override
  public LapiAdministration administration() {
    return administration;
  }

  @Override
  public void close() throws ProgramException {
    try {
      database.close();
    } catch (StorageException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }
}
