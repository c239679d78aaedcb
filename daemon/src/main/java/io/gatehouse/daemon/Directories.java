package io.gatehouse.daemon;

import io.gatehouse.daemon.console.ProgramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that are made on the first start. */
final class Directories {
  private Directories() {}

  /** Makes it where it is missing, with the mode that the umask leaves. */
  static void prepare(Path directory) throws ProgramException {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ProgramException(
          "up: %s cannot be created by this user; run as root, or set run_dir"
              .formatted(directory));
    }
  }
}
