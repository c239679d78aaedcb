package io.gatehouse.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.config.Secret;
import io.gatehouse.daemon.console.ProgramException;
import io.gatehouse.lapi.server.AdministrationException;
import io.gatehouse.lapi.server.LapiAdministration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The API key of the firewall that is in one process with its LAPI: made on the first start, kept
 * in a file of this user's alone.
 */
final class FirewallKey {
  /** Its name among the LAPI's bouncers. */
  static final String BOUNCER = "gatehouse-firewall";

  private FirewallKey() {}

  /** The key in the file, known to the LAPI; a new one where either has lost it. */
  static Secret of(Path file, LapiAdministration lapi)
      throws ProgramException, AdministrationException {
    try {
      boolean known = lapi.bouncer(BOUNCER).isPresent();
      if (known && Files.exists(file)) {
        return Secret.of(Files.readString(file, UTF_8).strip());
      }
      if (known) {
        lapi.deleteBouncer(BOUNCER);
      }
      Secret key = lapi.addBouncer(BOUNCER, Optional.empty());
      write(file, key);
      return key;
    } catch (IOException e) {
      throw new ProgramException("up: the firewall's key %s: %s".formatted(file, e.getMessage()));
    }
  }

  private static void write(Path file, Secret key) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, key.reveal() + "\n", UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
