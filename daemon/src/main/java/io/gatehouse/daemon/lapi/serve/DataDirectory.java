package io.gatehouse.daemon.lapi.serve;

import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.daemon.settings.EngineConfig;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where database and admin socket are. */
public final class DataDirectory {
  private DataDirectory() {}

  /**
   * Makes the directories of database and admin socket where they are missing, for this user alone;
   * those that are there stay as they are.
   */
  public static void prepare(EngineConfig config) throws ProgramException {
    create(config.paths().dataDir());
    Path ofDatabase = config.database().path().toAbsolutePath().getParent();
    if (ofDatabase != null) {
      create(ofDatabase);
    }
  }

  private static void create(Path directory) throws ProgramException {
    if (Files.isDirectory(directory)) {
      return;
    }
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (AccessDeniedException e) {
      throw new ProgramException(
          "lapi: %s cannot be created by this user; run as root, or give --data-dir DIR"
              .formatted(directory));
    } catch (IOException e) {
      throw new ProgramException(
          "lapi: %s cannot be created: %s; give --data-dir DIR"
              .formatted(directory, e.getMessage()));
    }
  }
}
