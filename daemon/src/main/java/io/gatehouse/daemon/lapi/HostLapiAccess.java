package io.gatehouse.daemon.lapi;

import io.gatehouse.config.ConfigException;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.lapi.admin.AdminClient;
import io.gatehouse.daemon.lapi.admin.AdminSocket;
import io.gatehouse.daemon.lapi.serve.DatabaseTurn;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.lapi.LapiConfig.Verification;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.machine.LapiMachine;
import io.gatehouse.lapi.machine.MachineCredentials;
import io.gatehouse.lapi.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ways that this host has to a LAPI: the admin socket of one that runs here, then the
 * credentials of one that runs anywhere, and for bouncers and machines the database itself.
 */
final class HostLapiAccess implements LapiAccess {
  /** What a LAPI shows as the version's first part. */
  private static final String MODULE = "cli";

  private final VerbContext context;
  private final DatabaseTurn.Pause pause;

  HostLapiAccess(VerbContext context) {
    this(context, DatabaseTurn.SHORT);
  }

  /** With another way to let a moment pass. */
  HostLapiAccess(VerbContext context, DatabaseTurn.Pause pause) {
    this.context = context;
    this.pause = pause;
  }

  @Override
  public LapiConnection lapi(EngineConfig config) throws ProgramException {
    AdminSocket socket = AdminSocket.at(config.adminSocket());
    Path file = config.client().credentials();
    try {
      if (socket == AdminSocket.ANSWERS) {
        return new MachineConnection(
            LapiMachine.atAdminSocket(
                config.adminSocket(), MODULE, context.version(), context.time()),
            "localhost");
      }
      if (Files.exists(file)) {
        MachineCredentials credentials = credentials(config);
        return new MachineConnection(
            LapiMachine.open(credentials, MODULE, context.version(), context.time()),
            credentials.login());
      }
    } catch (LapiException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
    throw noWay(socket, config);
  }

  private MachineCredentials credentials(EngineConfig config) throws ProgramException {
    try {
      return MachineCredentials.read(
          config.client().credentials(),
          context.environment(),
          config.client().insecureSkipVerify() ? Verification.NONE : Verification.FULL);
    } catch (ConfigException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }

  private static ProgramException noWay(AdminSocket socket, EngineConfig config) {
    return new ProgramException(
        socket == AdminSocket.FORBIDDEN
            ? "lapi: %s may not be used by this user; run as root, or write credentials to %s"
                .formatted(config.adminSocket(), config.client().credentials())
            : "lapi: nobody listens at %s, and there is no %s; start `gatehouse lapi serve`, or"
                    .formatted(config.adminSocket(), config.client().credentials())
                + " register at a LAPI elsewhere: `gatehouse lapi register -u URL`");
  }

  @Override
  public AdministrationConnection administration(EngineConfig config) throws ProgramException {
    return switch (AdminSocket.at(config.adminSocket())) {
      case ANSWERS -> socketAdministration(config);
      case FORBIDDEN ->
          throw new ProgramException(
              "lapi: %s may not be used by this user; run as root".formatted(config.adminSocket()));
      case SILENT -> offlineOrStarting(config);
    };
  }

  /** A server that starts has the database a moment before it listens. */
  private AdministrationConnection offlineOrStarting(EngineConfig config) throws ProgramException {
    DatabaseTurn turn = new DatabaseTurn(pause);
    do {
      try {
        return OfflineAdministration.open(config, context.time());
      } catch (StorageException e) {
        turn.await(e);
      }
    } while (AdminSocket.at(config.adminSocket()) != AdminSocket.ANSWERS);
    return socketAdministration(config);
  }

  private SocketAdministration socketAdministration(EngineConfig config) throws ProgramException {
    try {
      return new SocketAdministration(AdminClient.at(config.adminSocket(), context.version()));
    } catch (LapiException e) {
      throw new ProgramException(String.valueOf(e.getMessage()));
    }
  }
}
