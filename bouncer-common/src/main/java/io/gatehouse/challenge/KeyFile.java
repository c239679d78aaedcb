package io.gatehouse.challenge;

import io.gatehouse.config.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that nodes share their keys through: one key a line, {@code ID:KEY} or {@code KEY}, the
 * signing one first; blank lines and those that begin with {@code #} are skipped.
 */
final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final long LONGEST = 64 * 1024;
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("----w-rwx");

  private KeyFile() {}

  /** See {@link KeyRing#ofFile}. */
  static KeyRing read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new IOException(
          "there is no file %1$s; make one with 'openssl rand -base64 32 > %1$s'".formatted(file));
    }
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is no key file: it is longer than 64 KiB");
    }
    warnIfOpen(file);
    try {
      List<Secret> keys =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(Secret::of)
              .toList();
      return KeyRing.of(keys);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no key file: it is not UTF-8", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + " may not be read by this user", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static void warnIfOpen(Path file) throws IOException {
    if (isPosix(file)
        && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
      LOG.warn("challenge: {} can be reached by others; run `chmod 600 {}`", file, file);
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }
}
